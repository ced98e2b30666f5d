"""Facts that `dispatch` publishes. The subject is `ticket:<id>`."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """It was decided who gets a ticket: `outcome` assigned, backlog or kept; the decision holds its
    candidates.
    """

    name: ClassVar[str] = "dispatch.decision.made"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    decision_id: UUID
    team_id: UUID
    outcome: str
    reason: str
    trigger: str
    chosen_id: UUID | None
    chosen_name: str | None
    candidates: int
    eligible: int


@dataclass(frozen=True, kw_only=True)
class CapacitySet(Event):
    """What an agent can carry was changed (points). The subject is `agent:<id>`."""

    name: ClassVar[str] = "dispatch.capacity.set"
    version: ClassVar[int] = 1

    agent_id: UUID
    before: int
    after: int
