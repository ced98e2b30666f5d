"""Facts that `privacy` publishes. None of them holds a value that was masked."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Event):
    """When a kind is masked was changed."""

    name: ClassVar[str] = "privacy.policy.changed"

    kind: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ValueRevealed(Event):
    """Somebody saw a masked value in full; which one, and why."""

    name: ClassVar[str] = "privacy.value.revealed"

    account_id: UUID
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ManyRevealed(Event):
    """Somebody saw unusually many values in a short time: look into it. The subject is the account."""

    name: ClassVar[str] = "privacy.reveals.many"

    account_id: UUID
    count: int
    minutes: int
