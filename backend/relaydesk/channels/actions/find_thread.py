"""To which ticket does a mail belong, and what is its sender to that ticket?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings

from relaydesk.channels.rules import addresses
from relaydesk.channels.rules.mail.model import ParsedMail
from relaydesk.people import public as people
from relaydesk.platform.secrets import verify
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView

_TAG = re.compile(r"\[([A-Z]{1,8}[0-9]{2,8}-[0-9]{3,12})\]")


class Standing(StrEnum):
    """What the sender is to the ticket."""

    PARTICIPANT = "participant"
    AGENT = "agent"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Thread:
    """The ticket that a mail answers; `how` is "reply-address", "message-id" or "subject"."""

    ticket: TicketView
    how: str


def find_thread(mail: ParsedMail, *, recipients: Iterable[str], contact_id: UUID | None) -> Thread | None:
    """Find the ticket: signed reply address, then signed Message-ID, then the number in the subject.

    A number in the subject is guessable, so it counts only for somebody who takes part already
    (CVE-2024-49193).
    What carries no valid signature is not looked at (CVE-2026-47123).
    """
    for address in (*recipients, *(r.email for r in mail.recipients)):
        ticket_id = addresses.ticket_of_reply_address(
            address, support_address=settings.SUPPORT_ADDRESS, verify=verify
        )
        if ticket_id is not None and (view := tickets.ticket(ticket_id)):
            return Thread(view, "reply-address")
    for reference in mail.references:
        named = addresses.ticket_of_message_id(reference, domain=settings.MAIL_DOMAIN, verify=verify)
        if named is not None and named[1] and (view := tickets.ticket(named[1])):
            return Thread(view, "message-id")
    for number in _TAG.findall(mail.subject)[:3]:
        by_number = tickets.ticket_by_number(number)
        if by_number is not None and contact_id is not None and takes_part(by_number, contact_id):
            return Thread(by_number, "subject")
    return None


def may_name_a_ticket(mail: ParsedMail, *, recipients: Iterable[str]) -> bool:
    """Tell, without asking the database, whether `find_thread` could find anything."""
    support, domain = settings.SUPPORT_ADDRESS, settings.MAIL_DOMAIN
    return (
        _TAG.search(mail.subject) is not None
        or any(
            addresses.ticket_of_reply_address(address, support_address=support, verify=verify) is not None
            for address in (*recipients, *(r.email for r in mail.recipients))
        )
        or any(
            addresses.ticket_of_message_id(reference, domain=domain, verify=verify) is not None
            for reference in mail.references
        )
    )


def takes_part(ticket: TicketView, contact_id: UUID) -> bool:
    """Tell whether the contact is the requester, or has written a message of this ticket."""
    if ticket.requester_id == contact_id:
        return True
    said = (
        tickets.messages(ticket.id, public_only=True)
        if ticket.merged_into_id is None
        else tickets.messages_of_merged(ticket.id)
    )
    return any(m.author_contact_id == contact_id for m in said)


def standing_of(ticket: TicketView, *, contact_id: UUID, address: str) -> Standing:
    """Tell what the sender is to the ticket. An address in From proves nothing; it only says whom he claims
    to be.
    """
    if takes_part(ticket, contact_id):
        return Standing.PARTICIPANT
    agent = people.agent_by_email(address)
    return Standing.AGENT if agent is not None and agent.active else Standing.STRANGER
