"""Builders for tests of this module, which cannot ask `access` above it for an actor."""

from collections.abc import Collection
from dataclasses import dataclass

from relaydesk.platform.events.types import ActorRef


@dataclass(frozen=True, slots=True)
class ACaller:
    """Somebody who may do all, or all of `grants`."""

    labels: frozenset[str] | None = None
    grants: frozenset[str] | None = None

    @property
    def ref(self) -> ActorRef:
        """As the log keeps him."""
        return ActorRef("system", None, "test")

    def can(self, permission: str, /) -> bool:
        """Whether the permission is among the grants."""
        return self.grants is None or permission in self.grants


def a_caller(*, labels: Collection[str] | None = None, grants: Collection[str] | None = None) -> ACaller:
    """Make a caller; None stands for all."""
    return ACaller(
        None if labels is None else frozenset(labels), None if grants is None else frozenset(grants)
    )
