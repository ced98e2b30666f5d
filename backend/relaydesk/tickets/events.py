"""Facts that `tickets` publishes. The subject of each is `ticket:<id>`.

`version` is the ticket's version after the action, so that a stale update can be told what changed since.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


def subject_of(ticket_id: int) -> str:
    """The subject under which the facts of a ticket are recorded."""
    return f"ticket:{ticket_id}"


@dataclass(frozen=True, kw_only=True)
class TicketOpened(Event):
    """A ticket came into being together with its first message."""

    name: ClassVar[str] = "tickets.ticket.opened"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    subject: str
    type: str
    status: str
    category: str
    priority: str
    channel: str
    team_id: UUID | None
    assignee_id: UUID | None
    department_id: UUID | None
    requester_id: UUID
    message_id: UUID
    author_kind: str
    automatic: bool
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class MessageAdded(Event):
    """A message or note after the opening one, or the opening one when an agent wrote it (it must travel)."""

    name: ClassVar[str] = "tickets.message.added"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    message_id: UUID
    visibility: str
    author_kind: str
    automatic: bool
    channel: str
    created_at: datetime
    ticket_version: int
    forwarded: bool = False


@dataclass(frozen=True, kw_only=True)
class AgentMentioned(Event):
    """A note names agents, all of whom can see the ticket."""

    name: ClassVar[str] = "tickets.agent.mentioned"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    message_id: UUID
    agent_ids: tuple[UUID, ...]
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class RequesterChanged(Event):
    """Somebody else asks from now on; `reason` says why, in the words of who changed it."""

    name: ClassVar[str] = "tickets.requester.changed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    requester_id: UUID
    previous_requester_id: UUID
    reason: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(Event):
    """The team, the assignee or both changed; `reason` says by what: manual, dispatch, automation."""

    name: ClassVar[str] = "tickets.ticket.assigned"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    team_id: UUID | None
    assignee_id: UUID | None
    previous_team_id: UUID | None
    previous_assignee_id: UUID | None
    reason: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Event):
    """The ticket moved from one status to another, each with its category."""

    name: ClassVar[str] = "tickets.status.changed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    from_status: str
    to_status: str
    from_category: str
    to_category: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class PriorityChanged(Event):
    """The priority changed, P0 to P3."""

    name: ClassVar[str] = "tickets.priority.changed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    before: str
    after: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketEdited(Event):
    """Subject, type or tags changed; `changes` maps the field to [before, after]."""

    name: ClassVar[str] = "tickets.ticket.edited"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    changes: dict[str, Any]
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketLabelled(Event):
    """The sensitivity label changed; None means without."""

    name: ClassVar[str] = "tickets.ticket.labelled"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    label: str | None
    previous_label: str | None
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketPlanned(Event):
    """From when until when the work is planned changed; None means not planned, or without an end."""

    name: ClassVar[str] = "tickets.ticket.planned"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    planned_from: datetime | None
    planned_until: datetime | None
    previous_from: datetime | None
    previous_until: datetime | None
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketDeleted(Event):
    """The ticket was put into the bin, from which it can be restored."""

    name: ClassVar[str] = "tickets.ticket.deleted"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketRestored(Event):
    """The ticket came back from the bin."""

    name: ClassVar[str] = "tickets.ticket.restored"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketViewed(Event):
    """Somebody opened a ticket that bears a sensitivity label: part of the record, told to no screen."""

    name: ClassVar[str] = "tickets.ticket.viewed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    label: str


@dataclass(frozen=True, kw_only=True)
class TicketLinked(Event):
    """The ticket got a link to another; `kind` is one of LinkKind, for instance follow_up."""

    name: ClassVar[str] = "tickets.ticket.linked"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    kind: str
    other_id: int
    other_number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class WatcherAdded(Event):
    """An agent watches the ticket from now on; who watches changes nothing of the ticket itself."""

    name: ClassVar[str] = "tickets.watcher.added"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class WatcherRemoved(Event):
    """An agent watches the ticket no longer."""

    name: ClassVar[str] = "tickets.watcher.removed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class TicketMerged(Event):
    """A ticket was merged into another; each of the two records it, `role` says as what (source, target)."""

    name: ClassVar[str] = "tickets.ticket.merged"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    role: str
    other_id: int
    other_number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketUnmerged(Event):
    """A merge was undone; each of the two records it, `role` says as what (source, target)."""

    name: ClassVar[str] = "tickets.ticket.unmerged"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    role: str
    other_id: int
    other_number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketSnoozed(Event):
    """The ticket sleeps until an instant, or (None) until its requester answers."""

    name: ClassVar[str] = "tickets.ticket.snoozed"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    until: datetime | None
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketAwoken(Event):
    """The ticket woke up; `reason` is due, answered, ended or manual."""

    name: ClassVar[str] = "tickets.ticket.awoken"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    reason: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class TicketUnlinked(Event):
    """A link to another ticket was removed; `kind` as seen from this ticket."""

    name: ClassVar[str] = "tickets.ticket.unlinked"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    kind: str
    other_id: int
    other_number: str
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class MessagesMoved(Event):
    """Messages of the ticket became a ticket of their own."""

    name: ClassVar[str] = "tickets.ticket.split"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    other_id: int
    other_number: str
    count: int
    ticket_version: int


@dataclass(frozen=True, kw_only=True)
class _LineChanged:
    """One line of the work on a ticket: `before` is None when it is new, `after` when it is removed."""

    ticket_id: int
    number: str
    entry_id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class TimeChanged(_LineChanged, Event):
    """Time spent was written down, corrected or removed."""

    name: ClassVar[str] = "tickets.time.changed"
    version: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True)
class CostChanged(_LineChanged, Event):
    """A line of costs was added, corrected or removed; amounts are decimals as text."""

    name: ClassVar[str] = "tickets.cost.changed"
    version: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True)
class TodoChanged(_LineChanged, Event):
    """A thing to do was added, changed, done or removed."""

    name: ClassVar[str] = "tickets.todo.changed"
    version: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True)
class TodosOrdered(Event):
    """The things to do were put into another order."""

    name: ClassVar[str] = "tickets.todo.ordered"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    count: int


@dataclass(frozen=True, kw_only=True)
class UpdateBroadcast(Event):
    """One update of a major issue goes to all tickets under it, by a job; `solve` solves each with it."""

    name: ClassVar[str] = "tickets.broadcast.sent"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    broadcast_id: UUID
    count: int
    solve: bool


@dataclass(frozen=True, kw_only=True)
class TagRenameAsked(Event):
    """An administrator asked to rename tags on every ticket; a worker does it."""

    name: ClassVar[str] = "tickets.tag.rename_asked"
    version: ClassVar[int] = 1

    names: tuple[str, ...]
    to: str


@dataclass(frozen=True, kw_only=True)
class TagsRenamed(Event):
    """No ticket bears one of these names any more; `tickets` were changed."""

    name: ClassVar[str] = "tickets.tag.renamed"
    version: ClassVar[int] = 1

    names: tuple[str, ...]
    to: str
    tickets: int
