"""The state of a ticket while an action works on it, and the pure steps that change it.

Invariants (constraints of the table repeat them): `solved_at` is set exactly in `solved` and
`closed`, `closed_at` exactly in `closed`; `accepted_at`, `started_at` and `first_response_at` are
set once and never move.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.tickets.contracts import (
    AuthorKind,
    Category,
    StatusView,
    StopwatchView,
    TicketView,
    Visibility,
)

PRIORITIES = ("P0", "P1", "P2", "P3")
_ENDED = frozenset({Category.SOLVED, Category.CLOSED})


@dataclass(slots=True)
class TicketState:
    """All facts of one ticket's row, with the keys of type and status beside their ids."""

    id: int
    number: str
    type_id: UUID
    type_key: str
    status_id: UUID
    status_key: str
    category: Category
    priority: int
    subject: str
    channel: str
    requester_id: UUID
    assignee_id: UUID | None
    team_id: UUID | None
    department_id: UUID | None
    tags: tuple[str, ...]
    version: int
    created_at: datetime
    updated_at: datetime
    accepted_at: datetime | None = None
    started_at: datetime | None = None
    first_response_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    last_public_message_at: datetime | None = None
    last_requester_message_at: datetime | None = None
    next_due_at: datetime | None = None
    at_risk: bool = False
    label: str | None = None
    deleted_at: datetime | None = None
    snoozed_at: datetime | None = None
    snoozed_until: datetime | None = None
    merged_into_id: int | None = None
    planned_from: datetime | None = None
    planned_until: datetime | None = None
    stopwatches: tuple[StopwatchView, ...] | None = None
    """Not of the row: what a participant computed in this very action, for the answer."""

    def view(self) -> TicketView:
        """Freeze the state for other modules."""
        return TicketView(
            id=self.id,
            number=self.number,
            subject=self.subject,
            type_key=self.type_key,
            status_key=self.status_key,
            category=self.category,
            priority=PRIORITIES[self.priority],
            channel=self.channel,
            team_id=self.team_id,
            assignee_id=self.assignee_id,
            department_id=self.department_id,
            requester_id=self.requester_id,
            version=self.version,
            created_at=self.created_at,
            updated_at=self.updated_at,
            accepted_at=self.accepted_at,
            started_at=self.started_at,
            first_response_at=self.first_response_at,
            solved_at=self.solved_at,
            closed_at=self.closed_at,
            next_due_at=self.next_due_at,
            at_risk=self.at_risk,
            tags=self.tags,
            label=self.label,
            deleted_at=self.deleted_at,
            snoozed_at=self.snoozed_at,
            snoozed_until=self.snoozed_until,
            merged_into_id=self.merged_into_id,
            planned_from=self.planned_from,
            planned_until=self.planned_until,
        )


def enter_status(state: TicketState, status_id: UUID, status: StatusView, *, at: datetime) -> None:
    """Put a ticket into a status and keep the instants true; whether the move is legal is asked before."""
    state.status_id, state.status_key, state.category = status_id, status.key, status.category
    if status.category != Category.NEW and state.started_at is None:
        state.started_at = at
    if status.category in _ENDED:
        state.solved_at = state.solved_at or at
    else:
        state.solved_at = None
    if status.category == Category.CLOSED:
        state.closed_at = state.closed_at or at
    else:
        state.closed_at = None


def accept(state: TicketState, *, at: datetime) -> None:
    """An agent was assigned or acted: from the first time on the ticket counts as accepted."""
    if state.accepted_at is None:
        state.accepted_at = at


def take_message(
    state: TicketState, *, visibility: Visibility, author_kind: AuthorKind, automatic: bool, at: datetime
) -> None:
    """Let a message leave its traces. First response is a public, not automatic message by an agent."""
    if visibility == Visibility.PUBLIC:
        state.last_public_message_at = at
        if author_kind == AuthorKind.CONTACT:
            state.last_requester_message_at = at
        if author_kind == AuthorKind.AGENT and not automatic and state.first_response_at is None:
            state.first_response_at = at
    if author_kind == AuthorKind.AGENT and not automatic:
        accept(state, at=at)
