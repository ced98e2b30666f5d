"""Bodies of the dispatch routes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out


class DispatchRef(Out):
    """A team or an agent by name."""

    id: UUID
    name: str


class DispatchCandidate(Out):
    """Somebody who was looked at; `score` is what the strategy ranks by, lower is better."""

    agent: DispatchRef
    eligible: bool
    reasons: list[str]
    presence: str
    load: int
    capacity: int
    score: int


class DispatchDecision(Out):
    """A decision; `reason` and `reasons` are stable codes."""

    id: UUID
    at: datetime
    team: DispatchRef
    strategy: str
    trigger: str
    outcome: str
    reason: str
    chosen: DispatchRef | None
    candidates: list[DispatchCandidate]


class DispatchDecisions(Out):
    """Decisions about one ticket, newest first."""

    items: list[DispatchDecision]


class Duty(Out):
    """What an agent carries and can carry, in points."""

    agent: DispatchRef
    presence: str
    load: int
    capacity: int
    last_assigned_at: datetime | None


class DutyList(Out):
    """All active agents."""

    items: list[Duty]


class CapacityIn(In):
    """What an agent can carry, in points; a ticket is one point."""

    capacity: Annotated[int, Field(ge=0, le=10_000)]
