"""A condition as a checked tree. Only `parsing` makes one from what a client sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from relaydesk.platform.conditions.fields import Field
from relaydesk.platform.conditions.kinds import Comparison
from relaydesk.platform.conditions.values import Value


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question about one field. `value` is None where the operator takes none."""

    field: Field
    operator: Comparison
    value: Value | None

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        stored: dict[str, Any] = {"field": self.field.key, "operator": self.operator.value}
        if self.value is not None:
            stored["value"] = self.value.as_json()
        return stored


@dataclass(frozen=True, slots=True)
class Every:
    """Every part must hold; without parts it holds."""

    parts: tuple["Node", ...]

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"and": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part must hold; without parts it does not hold."""

    parts: tuple["Node", ...]

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"or": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: "Node"

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"not": self.part.as_json()}


Node = Leaf | Every | Some | Not

ALWAYS = Every(())


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of a tree, from left to right."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        for part in node.parts:
            yield from leaves(part)


def fields_of(node: Node) -> frozenset[str]:
    """The keys of all fields that a condition asks for; when none of them changed, neither did its answer."""
    return frozenset(leaf.field.key for leaf in leaves(node))
