"""The facts of opening, of messages and of merging, made from a ticket's state."""

from typing import TypeVar

from relaydesk.tickets.contracts import MessageView
from relaydesk.tickets.events import MessageAdded, TicketMerged, TicketOpened, TicketUnmerged
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.state import TicketState

MergeFact = TypeVar("MergeFact", TicketMerged, TicketUnmerged)


def ticket_opened(state: TicketState, message: MessageView) -> TicketOpened:
    """The fact of a new ticket with its first message."""
    return TicketOpened(
        ticket_id=state.id,
        number=state.number,
        subject=state.subject,
        type=state.type_key,
        status=state.status_key,
        category=state.category.value,
        priority=states.PRIORITIES[state.priority],
        channel=state.channel,
        team_id=state.team_id,
        assignee_id=state.assignee_id,
        department_id=state.department_id,
        requester_id=state.requester_id,
        message_id=message.id,
        author_kind=message.author_kind.value,
        automatic=message.automatic,
        ticket_version=state.version,
    )


def message_added(state: TicketState, message: MessageView) -> MessageAdded:
    """The fact of a message on a ticket."""
    return MessageAdded(
        ticket_id=state.id,
        number=state.number,
        message_id=message.id,
        visibility=message.visibility.value,
        author_kind=message.author_kind.value,
        automatic=message.automatic,
        channel=message.channel,
        created_at=message.created_at,
        forwarded=bool(message.recipients and message.recipients.to),
        ticket_version=state.version,
    )


def of_merge(fact: type[MergeFact], state: TicketState, role: str, other: TicketState) -> MergeFact:
    """The fact that a ticket was merged, or taken out again, as one of the two records it."""
    return fact(
        ticket_id=state.id,
        number=state.number,
        role=role,
        other_id=other.id,
        other_number=other.number,
        ticket_version=state.version,
    )
