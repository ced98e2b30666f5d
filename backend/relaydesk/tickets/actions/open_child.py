"""Open a child ticket 子工单: a part of the work that another team does, behind the requester's back."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden
from relaydesk.platform.ids import uuid7
from relaydesk.tickets.actions.composing import compose
from relaydesk.tickets.actions.facts import ticket_opened
from relaydesk.tickets.actions.link_tickets import put_link
from relaydesk.tickets.actions.opening_beside import Beside, begin_beside
from relaydesk.tickets.actions.storing import StoredMessage, finish, is_staff, load_for_change
from relaydesk.tickets.contracts import AuthorKind, ChangeKind, LinkKind, MessageView, Visibility
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.state import TicketState


@transaction.atomic
def open_child(
    *, actor: Actor, at: datetime, number: str, new: Beside, body_text: str | None, body_html: str | None
) -> TicketState:
    """Open a child of a ticket, with a note that says what is to be done. The requester hears nothing of it.

    Raises:
        NotFound, Forbidden: the parent is invisible, or may not be changed by this actor.
        Invalid: nothing is said, or a field is wrong.
        RuleBroken: "family_too_deep", "ticket_merged".
    """
    parent = load_for_change(actor, number)
    if not is_staff(actor):
        raise Forbidden("Only agents open child tickets.")
    body = compose(
        body_text=body_text, body_html=body_html, quoted_html=None, attachment_ids=(), may_be_empty=False
    )
    change = begin_beside(parent, new, actor=actor, at=at)
    state = change.state
    note = MessageView(
        id=uuid7(),
        ticket_id=state.id,
        visibility=Visibility.NOTE,
        author_kind=AuthorKind.AGENT,
        author_agent_id=actor.agent_id,
        author_contact_id=None,
        author_name=actor.name,
        automatic=False,
        channel="desk",
        body_html=body.html,
        body_text=body.text,
        quoted_html=None,
        created_at=at,
        attachments=(),
    )
    states.accept(state, at=at)
    change.message = StoredMessage(note, None)
    change.note(ChangeKind.OPENED, ticket_opened(state, note))
    finish(change, actor=actor, at=at)
    put_link(parent, state, LinkKind.PARENT, actor=actor, at=at)
    return state
