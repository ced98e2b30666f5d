"""Forward messages of a ticket to somebody outside: a note that says what went to whom, and a mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.files import public as files
from relaydesk.platform.errors import Forbidden, Invalid, RuleBroken
from relaydesk.privacy.public import mask_html
from relaydesk.tickets import permissions
from relaydesk.tickets.actions.add_message import Words, add_message
from relaydesk.tickets.contracts import MessageView, Recipients, Visibility
from relaydesk.tickets.queries.messages import read_messages
from relaydesk.tickets.queries.sight import Sight
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.rules.state import TicketState

DESK = "desk"
MOST_FORWARDED = 50
NO_WORDS = "<p>转发 / Forwarded</p>"


@dataclass(frozen=True, slots=True)
class Forward:
    """What goes to whom. `attachment_ids` are files of the messages; notes go only when it is said twice."""

    recipients: Recipients
    message_ids: tuple[UUID, ...]
    body_html: str = ""
    attachment_ids: tuple[UUID, ...] = ()
    include_notes: bool = False


@transaction.atomic
def forward_messages(*, actor: Actor, at: datetime, number: str, forward: Forward) -> MessageView:
    """Forward chosen messages. What its sender sees masked leaves masked.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or messages or attachments are hidden from the actor.
        Invalid: nobody to send to, or a message or file that is none of this ticket's.
        RuleBroken: "forwards_internal_note" with data["note_ids"]: internal notes are among them.
    """
    state = visible_ticket(actor, number, binned=False)
    if not forward.recipients.to:
        raise Invalid.field("to", "required", "Say to whom.")
    messages = _chosen(state, forward.message_ids)
    notes = [one.id for one in messages if one.visibility is Visibility.NOTE]
    if notes and not forward.include_notes:
        raise RuleBroken(
            "forwards_internal_note", "Internal notes would leave the house.", data={"note_ids": notes}
        )
    sight = Sight(actor)
    fields = [permissions.MESSAGES, *([permissions.ATTACHMENTS] if forward.attachment_ids else [])]
    if not all(sight.right(field, state.type_key).shows for field in fields):
        raise Forbidden("A role hides these fields.", code="field_hidden", data={"fields": fields})
    copied = _copies(actor, at, messages, forward.attachment_ids)
    kinds = sight.kinds(state.type_key)
    quoted = "".join(_block(one) for one in messages)
    return add_message(
        actor=actor,
        at=at,
        ticket=state.id,
        words=Words(
            visibility=Visibility.NOTE,
            channel=DESK,
            body_html=forward.body_html or NO_WORDS,
            quoted_html=mask_html(quoted, kinds) if kinds else quoted,
            attachment_ids=copied,
            recipients=forward.recipients,
        ),
    )


def _chosen(state: TicketState, ids: Sequence[UUID]) -> list[MessageView]:
    if not 0 < len(ids) <= MOST_FORWARDED:
        raise Invalid.field("message_ids", "required", f"Choose 1 to {MOST_FORWARDED} messages.")
    found = read_messages("m.ticket_id = %s AND m.id = ANY(%s)", [state.id, list(ids)])
    if len(found) != len(set(ids)):
        raise Invalid.field("message_ids", "unknown_message", "This ticket has no such message.")
    return found


def _copies(
    actor: Actor, at: datetime, messages: Sequence[MessageView], ids: Sequence[UUID]
) -> tuple[UUID, ...]:
    known = {file.id for message in messages for file in message.attachments}
    if not known.issuperset(ids):
        raise Invalid.field("attachment_ids", "unknown_attachment", "No file of the chosen messages.")
    return files.copy_files(ids, actor=actor, at=at)


def _block(message: MessageView) -> str:
    head = f"{message.author_name} · {message.created_at:%Y-%m-%d %H:%M} UTC"
    return f"<p>{escape(head)}</p><blockquote>{message.body_html}</blockquote>"
