"""Reactions: acknowledge and send replies of tickets, send the links of accounts."""

from relaydesk.access.events import FactorsReset, LinkRequested
from relaydesk.channels.actions.account_mail import queue_account_mail, queue_account_notice
from relaydesk.channels.actions.answer_by_mail import (
    acknowledge,
    note_first_message,
    send_forward,
    send_reply,
)
from relaydesk.channels.contracts import EMAIL, FORM
from relaydesk.platform.clock import now
from relaydesk.platform.events import Delivered, handler
from relaydesk.tickets.contracts import AuthorKind, Visibility
from relaydesk.tickets.events import MessageAdded, TicketOpened


@handler(LinkRequested, name="channels.account_mail")
def send_account_link(delivered: Delivered) -> None:
    """Send the link of an invitation or for a new password."""
    requested: LinkRequested = delivered.event
    queue_account_mail(link_id=requested.link_id, at=now())


@handler(FactorsReset, name="channels.factors_reset")
def tell_that_factors_were_reset(delivered: Delivered) -> None:
    """Tell somebody that an administrator has taken his second factors."""
    reset: FactorsReset = delivered.event
    queue_account_notice(account_id=reset.account_id, about="factors_reset", event_id=delivered.id, at=now())


@handler(TicketOpened, name="channels.acknowledge")
def acknowledge_ticket(delivered: Delivered) -> None:
    """Acknowledge what a person sent by mail or form; a machine's mail is never answered (RFC 3834 section
    2).
    """
    opened: TicketOpened = delivered.event
    if opened.channel not in (EMAIL, FORM):
        return
    original = note_first_message(ticket_id=opened.ticket_id, message_id=opened.message_id)
    if opened.automatic or opened.author_kind != AuthorKind.CONTACT:
        return
    acknowledge(
        ticket_id=opened.ticket_id,
        number=opened.number,
        requester_id=opened.requester_id,
        in_reply_to=original,
        at=now(),
    )


@handler(MessageAdded, name="channels.send_reply")
def send_agents_reply(delivered: Delivered) -> None:
    """Send what an agent said publicly to the requester, and what he forwards to whom he names."""
    added: MessageAdded = delivered.event
    if added.forwarded and added.author_kind == AuthorKind.AGENT:
        send_forward(message_id=added.message_id, at=now())
    if added.visibility != Visibility.PUBLIC or added.author_kind != AuthorKind.AGENT or added.automatic:
        return
    send_reply(message_id=added.message_id, at=now())
