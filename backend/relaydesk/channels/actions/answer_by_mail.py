"""What the system sends to a requester about his ticket: the acknowledgement, and the replies of agents."""

from datetime import datetime
from uuid import UUID

from relaydesk.channels.actions.queue_mail import queue_mail
from relaydesk.channels.contracts import OutgoingKind
from relaydesk.channels.queries.links import portal_link
from relaydesk.channels.rules import wording
from relaydesk.channels.rules.mail.quote_patterns import OWN_MARKER
from relaydesk.people import public as people
from relaydesk.platform.html import from_text
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, MessageView, Visibility

MAX_REFERENCES = 20
MAX_QUOTED = 3_000

_NOTE_MESSAGE = """
UPDATE channels_intake SET message_id = %s WHERE ticket_id = %s AND message_id IS NULL AND state = 'done'
RETURNING message_id_header
"""
_THREAD = """
SELECT header FROM (
    SELECT id, '<' || message_id_header || '>' AS header FROM channels_intake
    WHERE ticket_id = %(ticket)s AND message_id_header <> ''
    UNION ALL
    SELECT id, message_id_header FROM channels_outgoing WHERE ticket_id = %(ticket)s AND kind <> 'survey'
) AS thread ORDER BY id DESC LIMIT %(most)s
"""


def note_first_message(*, ticket_id: int, message_id: UUID) -> str:
    """Tie the delivery that opened a ticket to the ticket's first message; return its Message-ID ("" if
    none).
    """
    with hot_cursor() as cursor:
        cursor.execute(_NOTE_MESSAGE, [message_id, ticket_id])
        row = cursor.fetchone()
    return f"<{row[0]}>" if row and row[0] else ""


def acknowledge(
    *, ticket_id: int, number: str, requester_id: UUID, in_reply_to: str, at: datetime
) -> UUID | None:
    """Tell the requester the number and the link of his ticket; None when it is held back or he has no
    address.
    """
    contact = people.contact(requester_id)
    if contact is None or not contact.email:
        return None
    link = portal_link(ticket_id, contact.id)
    subject, html = wording.acknowledgement(contact.locale, number=number, link=link)
    return queue_mail(
        kind=OutgoingKind.ACKNOWLEDGEMENT,
        ticket_id=ticket_id,
        message_id=None,
        to=contact.email,
        to_name="",
        subject=subject,
        body_html=html,
        at=at,
        dedupe_key=f"acknowledgement:{ticket_id}",
        automatic=True,
        in_reply_to=in_reply_to,
        references=in_reply_to,
    )


def send_reply(*, message_id: UUID, at: datetime) -> UUID | None:
    """Send an agent's public message to the requester; None when he has no address."""
    message = tickets.message(message_id)
    if message is None or message.visibility != Visibility.PUBLIC or message.author_kind != AuthorKind.AGENT:
        return None
    ticket = tickets.ticket(message.ticket_id)
    contact = people.contact(ticket.requester_id) if ticket else None
    if ticket is None or contact is None or not contact.email:
        return None
    thread = _thread(ticket.id)
    quoted = _answered(message)
    html = wording.reply_html(
        contact.locale,
        marker=OWN_MARKER,
        body=message.body_html,
        number=ticket.number,
        link=portal_link(ticket.id, contact.id),
        quoted_name=quoted.author_name if quoted else "",
        quoted_html=from_text(quoted.body_text[:MAX_QUOTED]) if quoted else "",
    )
    return queue_mail(
        kind=OutgoingKind.REPLY,
        ticket_id=ticket.id,
        message_id=message.id,
        to=contact.email,
        to_name=contact.name if contact.name != contact.email else "",
        from_name=message.author_name,
        subject=wording.reply_subject(ticket.subject, ticket.number),
        body_html=html,
        at=at,
        dedupe_key=f"reply:{message.id}",
        automatic=False,
        in_reply_to=thread[0] if thread else "",
        references=" ".join(reversed(thread)),
    )


def _thread(ticket_id: int) -> list[str]:
    """The Message-IDs of the ticket's mails in both directions, newest first."""
    with hot_cursor() as cursor:
        cursor.execute(_THREAD, {"ticket": ticket_id, "most": MAX_REFERENCES})
        return [row[0] for row in cursor.fetchall()]


def _answered(message: MessageView) -> MessageView | None:
    """The requester's latest message before this one: what is quoted, and never anything that is not
    public.
    """
    earlier = [
        m
        for m in tickets.messages(message.ticket_id, public_only=True)
        if m.author_kind == AuthorKind.CONTACT and m.created_at <= message.created_at and m.id != message.id
    ]
    return earlier[-1] if earlier else None
