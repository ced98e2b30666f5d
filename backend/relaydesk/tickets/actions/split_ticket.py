"""Split a ticket: a message, and what else is chosen, becomes a ticket of its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.tickets.actions.facts import ticket_opened
from relaydesk.tickets.actions.link_tickets import put_link
from relaydesk.tickets.actions.opening_beside import Beside, begin_beside
from relaydesk.tickets.actions.storing import Change, finish, load_for_change
from relaydesk.tickets.contracts import AuthorKind, ChangeKind, LinkKind, MessageView, Visibility
from relaydesk.tickets.events import MessagesMoved
from relaydesk.tickets.queries.messages import read_messages
from relaydesk.tickets.rules.state import TicketState

MOST_MESSAGES = 100
_FIRST = "SELECT id FROM tickets_message WHERE ticket_id = %s ORDER BY created_at, id LIMIT 1"
_MOVE = "UPDATE tickets_message SET ticket_id = %s, origin_id = NULL WHERE id = ANY(%s)"


@transaction.atomic
def split_ticket(
    *, actor: Actor, at: datetime, number: str, message_ids: Sequence[UUID], subject: str | None
) -> TicketState:
    """Move messages of a ticket, with their files, to a new one, and link the two.

    The new one is of whoever wrote the first of them, if that is a contact; else of the same requester. The
    ticket's opening message stays where it is: a ticket without a beginning is none.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: a message is none of this ticket's.
        RuleBroken: "first_message", "ticket_merged".
    """
    state = load_for_change(actor, number)
    chosen = _chosen(state, message_ids)
    writer = next((one.author_contact_id for one in chosen if one.author_contact_id), None)
    new = Beside(subject=subject or state.subject, requester_id=writer or state.requester_id)
    opening = begin_beside(state, new, actor=actor, at=at)
    _take_over(opening.state, chosen)
    opening.note(ChangeKind.OPENED, ticket_opened(opening.state, chosen[0]))
    finish(opening, actor=actor, at=at)
    losing = Change.of(state, at=at)
    losing.note(ChangeKind.EDITED, _moved(state, opening.state, len(chosen)))
    finish(losing, actor=actor, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [opening.state.id, [one.id for one in chosen]])
    put_link(state, opening.state, LinkKind.SPLIT, actor=actor, at=at)
    return opening.state


def _chosen(state: TicketState, message_ids: Sequence[UUID]) -> list[MessageView]:
    if not 0 < len(message_ids) <= MOST_MESSAGES:
        raise Invalid.field("message_ids", "wrong_number", f"Between 1 and {MOST_MESSAGES} messages.")
    found = read_messages("m.id = ANY(%s) AND m.ticket_id = %s", [list(message_ids), state.id])
    if len(found) < len(set(message_ids)):
        raise Invalid.field("message_ids", "unknown_message", "This ticket has no such message.")
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [state.id])
        row = cursor.fetchone()
    if row and any(one.id == row[0] for one in found):
        raise RuleBroken("first_message", "The message that opened the ticket stays with it.")
    return found


def _take_over(new: TicketState, chosen: Sequence[MessageView]) -> None:
    """The instants that the messages left on the old ticket hold for the new one too."""
    public = [one for one in chosen if one.visibility is Visibility.PUBLIC]
    said = [one for one in public if one.author_kind is AuthorKind.CONTACT]
    new.last_public_message_at = max((one.created_at for one in public), default=None)
    new.last_requester_message_at = max((one.created_at for one in said), default=None)


def _moved(state: TicketState, new: TicketState, count: int) -> MessagesMoved:
    return MessagesMoved(
        ticket_id=state.id,
        number=state.number,
        other_id=new.id,
        other_number=new.number,
        count=count,
        ticket_version=state.version,
    )
