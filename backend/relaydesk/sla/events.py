"""Facts that `sla` publishes. The subject is `ticket:<id>`."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ReminderDue(Event):
    """A stopwatch has used up the reminder's share of its target (80 %)."""

    name: ClassVar[str] = "sla.reminder.due"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    measure: str
    due_at: datetime | None
    target_minutes: int
    team_id: UUID | None
    assignee_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class StopwatchBreached(Event):
    """A stopwatch has used up its target before it was done."""

    name: ClassVar[str] = "sla.stopwatch.breached"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    measure: str
    due_at: datetime
    target_minutes: int
    team_id: UUID | None
    assignee_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Event):
    """Targets, calendar or pauses of a policy changed. The subject is `policy:<id>`."""

    name: ClassVar[str] = "sla.policy.changed"
    version: ClassVar[int] = 1

    policy_id: UUID
    before: dict[str, object]
    after: dict[str, object]
