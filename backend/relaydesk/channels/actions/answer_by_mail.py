"""What the system sends to a requester about his ticket: the acknowledgement, and the replies of agents."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from relaydesk.channels.actions.queue_mail import queue_mail
from relaydesk.channels.contracts import Envelope, OutgoingKind
from relaydesk.channels.queries.links import portal_link
from relaydesk.channels.rules import wording
from relaydesk.channels.rules.mail.quote_patterns import OWN_MARKER
from relaydesk.people import public as people
from relaydesk.people.contracts import ContactView
from relaydesk.platform.html import from_text
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, MessageView, Recipients, TicketView, Visibility

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
    """Send an agent's public message to the requester and to whom it names as copies.

    Returns:
        The mail to the requester; None when he has no address.
    """
    message = tickets.message(message_id)
    if message is None or message.visibility != Visibility.PUBLIC or message.author_kind != AuthorKind.AGENT:
        return None
    # What was said in a ticket that was merged since goes to the requester of that one, in its own thread.
    ticket = tickets.ticket(message.origin_id or message.ticket_id)
    contact = people.contact(ticket.requester_id) if ticket else None
    if ticket is None or contact is None:
        return None
    thread = _thread(ticket.id)
    quoted = _answered(message)

    def html(link: str) -> str:
        return wording.reply_html(
            contact.locale,
            marker=OWN_MARKER,
            body=message.body_html,
            number=ticket.number,
            link=link,
            quoted_name=quoted.author_name if quoted else "",
            quoted_html=from_text(quoted.body_text[:MAX_QUOTED]) if quoted else "",
        )

    subject = wording.reply_subject(ticket.subject, ticket.number)
    others = message.recipients or Recipients()
    to_all = Envelope(to=((contact.email, _name(contact)),) if contact.email else (), cc=others.cc)
    sent: UUID | None = None
    if contact.email:
        link = portal_link(ticket.id, contact.id)
        sent = _queue(message, ticket, subject, html(link), thread, to_all, contact.email, at=at)
    # The others get no link: it is the requester's key to his ticket.
    for address in (*others.cc, *others.bcc):
        if address != contact.email:
            _queue(message, ticket, subject, html(""), thread, to_all, address, at=at)
    return sent


def send_forward(*, message_id: UUID, at: datetime) -> int:
    """Send a note that forwards messages to the addresses that it names; return how many mails it takes."""
    message = tickets.message(message_id)
    ticket = tickets.ticket(message.ticket_id) if message else None
    if message is None or ticket is None or message.recipients is None or not message.recipients.to:
        return 0
    others = message.recipients
    to_all = Envelope(to=tuple((address, "") for address in others.to), cc=others.cc)
    subject = wording.forward_subject(ticket.subject, ticket.number)
    html = message.body_html + (message.quoted_html or "")
    queued = [
        _queue(message, ticket, subject, html, [], to_all, address, at=at)
        for address in (*others.to, *others.cc, *others.bcc)
    ]
    return sum(one is not None for one in queued)


def _queue(
    message: MessageView,
    ticket: TicketView,
    subject: str,
    html: str,
    thread: list[str],
    envelope: Envelope,
    address: str,
    *,
    at: datetime,
) -> UUID | None:
    """One mail for one address; its header names all who may be named."""
    first = envelope.to[0][0] if envelope.to else ""
    return queue_mail(
        kind=OutgoingKind.REPLY,
        ticket_id=ticket.id,
        message_id=message.id,
        to=address,
        to_name=next((name for one, name in envelope.to if one == address), ""),
        from_name=message.author_name,
        subject=subject,
        body_html=html,
        at=at,
        dedupe_key=f"reply:{message.id}" if address == first else f"reply:{message.id}:{_short(address)}",
        automatic=False,
        in_reply_to=thread[0] if thread else "",
        references=" ".join(reversed(thread)),
        envelope=envelope if len(envelope.to) + len(envelope.cc) > 1 or address != first else None,
    )


def _short(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:32]


def _name(contact: ContactView) -> str:
    return contact.name if contact.name != contact.email else ""


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
        for m in (
            tickets.messages(message.ticket_id, public_only=True)
            if message.origin_id is None
            else tickets.messages_of_merged(message.origin_id)
        )
        if m.author_kind == AuthorKind.CONTACT and m.created_at <= message.created_at and m.id != message.id
    ]
    return earlier[-1] if earlier else None
