"""Make of a stored mail what it is: a ticket, a message, a delivery report, or a visible record that it is
none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from urllib.parse import unquote
from uuid import UUID

from relaydesk.access.contracts import SYSTEM
from relaydesk.channels.actions.find_thread import Standing, Thread, find_thread, standing_of
from relaydesk.channels.actions.queue_mail import is_own_address
from relaydesk.channels.actions.take_bounce import outgoing_named_by, take_bounce
from relaydesk.channels.contracts import EMAIL, IntakeState
from relaydesk.channels.rules.mail.addresses import Address, is_address
from relaydesk.channels.rules.mail.model import ParsedMail
from relaydesk.files import public as files
from relaydesk.people import public as people
from relaydesk.people.contracts import ContactView
from relaydesk.platform.errors import Problem
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category, Visibility

ACTOR = SYSTEM("mail")
_CID = re.compile(r'(<img\b(?: [a-z-]+="[^"]*")*? src=")cid:([^"]*)(")')
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail; goes into its row of the ledger."""

    state: IntakeState
    reason: str = ""
    ticket_id: int | None = None
    message_id: UUID | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A mail with what SMTP said about it."""

    mail: ParsedMail
    recipients: tuple[str, ...]
    received_at: datetime
    at: datetime
    envelope_sender: str | None = field(default=None)


def process_mail(delivery: Delivery) -> Outcome:
    """Take in one mail, in the caller's transaction.

    Raises:
        Problem: a lower module refused what the mail holds; the caller parks it.
    """
    mail = delivery.mail
    outgoing_id = outgoing_named_by(mail.bounce, delivery.recipients)
    if mail.bounce is not None and outgoing_id is not None:
        row = take_bounce(bounce=mail.bounce, outgoing_id=outgoing_id, at=delivery.at)
        reason = "bounce" if mail.bounce.permanent else "delayed"
        return Outcome(IntakeState.DONE, reason, ticket_id=row.ticket_id if row else None)
    if mail.bounce is not None:
        return Outcome(IntakeState.PARKED, "bounce-of-unknown-mail")
    sender = sender_of(mail, delivery.envelope_sender)
    if sender is None:
        return Outcome(IntakeState.PARKED, "no-sender")
    if is_own_address(sender.email):
        return Outcome(IntakeState.IGNORED, "own-address")
    contact = people.find_or_make_contact(
        email=sender.email, name=sender.name, locale=language_of(mail), actor=ACTOR.ref, at=delivery.at
    )
    thread = find_thread(mail, recipients=delivery.recipients, contact_id=contact.id)
    if thread is not None:
        return _add_to(thread, delivery, contact, sender)
    return _open(delivery, contact)


def sender_of(mail: ParsedMail, envelope_sender: str | None) -> Address | None:
    """Return who wrote: From, else the return path. Never Reply-To, which would let a stranger speak for
    another.
    """
    if mail.senders:
        return mail.senders[0]
    return Address(envelope_sender, "") if envelope_sender and is_address(envelope_sender) else None


def language_of(mail: ParsedMail) -> str:
    """Guess the sender's language from what he wrote: zh or en."""
    return "zh" if _HAN.search(mail.subject) or _HAN.search(mail.body_text[:2000]) else "en"


def _open(delivery: Delivery, contact: ContactView) -> Outcome:
    mail = delivery.mail
    html, ids = _with_files(delivery)
    ticket = tickets.open_ticket(
        actor=ACTOR,
        at=delivery.received_at,
        subject=mail.subject,
        requester_id=contact.id,
        channel=EMAIL,
        body_html=html,
        body_text=None if mail.left_out else mail.body_text,
        quoted_html=mail.quoted_html or None,
        attachment_ids=ids,
        automatic=bool(mail.automatic),
    )
    return Outcome(IntakeState.DONE, mail.automatic, ticket_id=ticket.id)


def _add_to(thread: Thread, delivery: Delivery, contact: ContactView, sender: Address) -> Outcome:
    ticket, mail = thread.ticket, delivery.mail
    standing = standing_of(ticket, contact_id=contact.id, address=sender.email)
    if standing != Standing.PARTICIPANT and tickets.goes_on_in(ticket).category == Category.CLOSED:
        return _open(delivery, contact)
    if standing == Standing.PARTICIPANT:
        html, ids = _with_files(delivery)
        message = tickets.add_message(
            actor=ACTOR,
            at=delivery.at,
            ticket_id=ticket.id,
            channel=EMAIL,
            body_html=html or None,
            body_text=None if mail.left_out else mail.body_text,
            quoted_html=mail.quoted_html or None,
            attachment_ids=ids,
            automatic=bool(mail.automatic),
            author_contact_id=contact.id,
        )
        return Outcome(IntakeState.DONE, thread.how, message.ticket_id, message.id)
    return _note(thread, delivery, sender, standing)


def _note(thread: Thread, delivery: Delivery, sender: Address, standing: Standing) -> Outcome:
    """Keep what somebody wrote who does not take part yet where staff reads it and the requester does not.

    Otherwise a third party's mail to a ticket's reply address (a sign-up link, say) could be read by the
    requester ("ticket trick"), and a forged From could speak in an agent's name (GHSA-83xx-8c27-gq78,
    GHSA-j49f-9g94-3wh4).
    """
    ticket, mail = thread.ticket, delivery.mail
    html, ids = _with_files(delivery)
    who = f"{sender.name} <{sender.email}>" if sender.name else sender.email
    said = (
        "处理人的邮件（未验证）/ Agent by mail, unverified"
        if standing == Standing.AGENT
        else "新参与者（未验证）/ New participant, unverified"
    )
    category = tickets.goes_on_in(ticket).category
    waits = category in (Category.WAITING, Category.SOLVED) and not mail.automatic
    message = tickets.add_message(
        actor=ACTOR,
        at=delivery.at,
        ticket_id=ticket.id,
        visibility=Visibility.NOTE,
        channel=EMAIL,
        body_html=f"<p><b>{escape(said)}: {escape(who)}</b></p>{html}",
        quoted_html=mail.quoted_html or None,
        attachment_ids=ids,
        automatic=bool(mail.automatic),
        author_name=who[:200],
        set_status="open" if waits else None,
    )
    return Outcome(IntakeState.DONE, standing.value, message.ticket_id, message.id)


def _with_files(delivery: Delivery) -> tuple[str, list[UUID]]:
    """Store the attachments and return the HTML that shows those inside it, with the ids of all."""
    mail = delivery.mail
    ids: list[UUID] = []
    shown: dict[str, str] = {}
    refused: list[str] = list(mail.left_out)
    for attachment in mail.attachments:
        try:
            kept = files.store(
                name=attachment.name,
                content_type=attachment.content_type,
                data=attachment.data,
                uploader=ACTOR,
                at=delivery.at,
                inline=attachment.inline,
                content_id=attachment.content_id or None,
            )
        except Problem:
            refused.append(attachment.name)
            continue
        ids.append(kept.id)
        if attachment.content_id:
            shown[attachment.content_id.lower()] = kept.url
    html = _show(mail.body_html, shown)
    if refused:
        names = "、".join(escape(name) for name in refused[:20])
        html += f"<p>仅保存在原始邮件中的附件 / Attachments kept in the original mail only: {names}</p>"
    return html, ids


def _show(html: str, urls: Mapping[str, str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        url = urls.get(unquote(unescape(found.group(2))).lower())
        return f"{found.group(1)}{url}{found.group(3)}" if url else found.group(0)

    return _CID.sub(replaced, html) if urls else html
