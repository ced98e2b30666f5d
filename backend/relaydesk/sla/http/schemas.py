"""Bodies of the service level routes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out

Minutes = Annotated[int, Field(ge=0, le=5_270_400)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class SlaPolicyRef(Out):
    """Which policy applies."""

    id: UUID
    name: str
    name_en: str


class SlaCalendarRef(Out):
    """By which calendar time is reckoned, and whether it is working time now."""

    id: UUID
    name: str
    name_en: str
    timezone: str
    open_now: bool


class SlaSegment(Out):
    """A stretch of one state, with the event that began it."""

    from_: Annotated[datetime, Field(alias="from")]
    to: datetime | None
    state: str
    cause: str
    working_minutes: int


class SlaStopwatch(Out):
    """One measure with its segments; durations in working minutes."""

    measure: str
    state: str
    due_at: datetime | None
    target_minutes: int
    elapsed_minutes: int
    remaining_minutes: int | None
    breached_at: datetime | None
    completed_at: datetime | None
    segments: list[SlaSegment]


class SlaExplanation(Out):
    """Everything about a ticket's time."""

    policy: SlaPolicyRef | None
    calendar: SlaCalendarRef | None
    pauses: list[str]
    stopwatches: list[SlaStopwatch]


class PolicyOut(Out):
    """A policy; targets are working minutes by measure and priority."""

    id: UUID
    name: str
    name_en: str
    position: int
    calendar_id: UUID
    targets: dict[str, dict[str, int]]
    pauses: list[str]


class PolicyList(Out):
    """All policies in their order."""

    items: list[PolicyOut]


class PolicyIn(In):
    """What to change of a policy."""

    name: Name | None = None
    name_en: Annotated[str, Field(max_length=120)] | None = None
    calendar_id: UUID | None = None
    targets: dict[str, dict[str, Minutes]] | None = None
    pauses: Annotated[list[str], Field(max_length=6)] | None = None
