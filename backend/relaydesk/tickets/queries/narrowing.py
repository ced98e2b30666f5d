"""What of a condition an index serves: ways in, categories, instants; the rest only filters.

A condition that must hold as a whole (`and`) is taken apart. Where it names an agent, a team or a requester,
that leads: the list walks the index of each way in and merges (see `list_view`). What it says of the category
is written so that the partial indexes of open work serve. Everything else is the condition's own SQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from relaydesk.platform.conditions import Comparison, Context, Kind, Node, to_sql
from relaydesk.platform.conditions.tree import Every, Leaf
from relaydesk.platform.conditions.values import Literal, Me, Several, meant
from relaydesk.tickets.contracts import OPEN_CATEGORIES, Category
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.orders import IS_OPEN, Condition, Phase

MOST_WAYS = 8
"""So many agents or teams are walked each along its index; of more the planner chooses one way for all."""

EVERYTHING: list[Condition] = [("TRUE", [])]
_OPEN = frozenset(OPEN_CATEGORIES)
_WIDE, _NARROW = ("due", "unassigned", "team"), ("assignee", "requester")
"""Ways in, the narrower later: the last one that a condition has leads."""
_DATED = {"next_due_at": "due", "planned_from": "planned"}


@dataclass(slots=True)
class Narrowing:
    """A condition taken apart.

    Args:
        ways: by their names, sets of ways in, of each of which one must hold.
        indexed: conditions that an index serves.
        rest: conditions that only filter.
        categories: the categories let in; None for all.
        dated: of the orders by an instant (`due`, `planned`), those whose instant every ticket let in has.
    """

    ways: dict[str, list[Condition]] = field(default_factory=dict)
    indexed: list[Condition] = field(default_factory=list)
    rest: list[Condition] = field(default_factory=list)
    categories: frozenset[Category] | None = None
    dated: set[str] = field(default_factory=set)

    def leading(self, reach: list[Condition], *, own: bool) -> list[list[Condition]]:
        """The sets of ways with those of the reader's reach among them, the narrowest last.

        Args:
            reach: the ways into what the reader may see.
            own: these are agents alone, so that hardly anything is narrower.
        """
        wide = [self.ways[name] for name in _WIDE if name in self.ways]
        narrow = [self.ways[name] for name in _NARROW if name in self.ways]
        if own:
            return [*wide, reach, *narrow]
        # An instant leads only those who see everything: each other way has an index by it.
        due = wide[: "due" in self.ways]
        rest = wide[len(due) :]
        return [reach, *wide, *narrow] if reach == EVERYTHING else [*due, reach, *rest, *narrow]

    def lets_in(self, phase: Phase) -> bool:
        """Whether any ticket let in can belong to this phase of an order."""
        if phase.name == "rest" and phase.beside in self.dated:
            return False
        if phase.categories is None or self.categories is None:
            return True
        return bool(phase.categories & self.categories)


def narrow(node: Node, context: Context) -> Narrowing:
    """Take a condition apart.

    Args:
        node: a checked condition on tickets.
        context: who asks, and when.
    """
    found = Narrowing()
    for part in _parts(node):
        if not (isinstance(part, Leaf) and _served(found, part, context)):
            found.rest.append(to_sql(part, context))
    if found.categories is not None:
        found.indexed += of_categories(found.categories)
    return found


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Every):
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _served(found: Narrowing, leaf: Leaf, context: Context) -> bool:
    """Take up a leaf that an index serves; False for any other."""
    key, operator = leaf.field.key, leaf.operator
    if key == "snoozed" and operator is Comparison.IS:
        found.indexed.append(to_sql(leaf, context))
        return True
    if operator in (Comparison.IS, Comparison.IN):
        values = meant(leaf.value, context) if isinstance(leaf.value, Literal | Me | Several) else ()
        return _one_of(found, key, list(values))
    if key == "assignee" and operator is Comparison.IS_EMPTY:
        found.ways["unassigned"] = [("t.assignee_id IS NULL", [])]
        return True
    if key in _DATED and leaf.field.kind is Kind.INSTANT and operator is not Comparison.IS_EMPTY:
        return _in_time(found, leaf, context)
    return False


def _one_of(found: Narrowing, key: str, values: Sequence[Any]) -> bool:
    if key == "category":
        named = frozenset(Category(value) for value in values)
        found.categories = named if found.categories is None else found.categories & named
        return True
    if key == "status":
        known = {ident: one for ident, one in catalogue().statuses_by_id.items() if one.key in values}
        found.indexed.append(("t.status_id = ANY(%s::uuid[])", [list(known)]))
        return _one_of(found, "category", [one.category.value for one in known.values()])
    if key not in ("assignee", "team", "requester") or len(values) > MOST_WAYS or key in found.ways:
        return False
    found.ways[key] = [(f"t.{key}_id = %s", [value]) for value in values] or [("FALSE", [])]
    return True


def _in_time(found: Narrowing, leaf: Leaf, context: Context) -> bool:
    """An instant within a span: the order by it begins there, and the ticket has that instant."""
    name, condition = _DATED[leaf.field.key], to_sql(leaf, context)
    found.dated.add(name)
    if name != "due" or "due" in found.ways or leaf.operator is Comparison.IS_NOT_EMPTY:
        return False
    found.ways["due"] = [condition]
    return True


def of_categories(named: frozenset[Category]) -> list[Condition]:
    """That a ticket is in one of these, so that partial indexes serve."""
    if len(named) == 1:
        # A word of our own and part of the text: a partial index serves only what is known to lie in it.
        return [(f"t.status_category = '{next(iter(named)).value}'", [])]
    conditions: list[Condition] = [(IS_OPEN, [])] if named and named <= _OPEN else []
    if named != _OPEN:
        conditions.append(("t.status_category = ANY(%s::text[])", [sorted(one.value for one in named)]))
    return conditions
