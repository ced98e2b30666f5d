"""Ticket links: who holds one, and what it opens."""

from dataclasses import dataclass
from uuid import UUID

from relaydesk.access.contracts import Actor, contact_actor
from relaydesk.channels.public import read_portal_token
from relaydesk.people import public as people
from relaydesk.platform.errors import NotFound
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView

MAX_TOKEN = 400


@dataclass(frozen=True, slots=True)
class Link:
    """A valid ticket link: the ticket, and the requester whom it was sent to.

    `merged` is the ticket that the link was made for, when that one was merged. It leads to the one in which
    it goes on if that is the same requester's; else it shows what was said in the merged ticket, and no more.
    """

    token: str
    ticket: TicketView
    contact_id: UUID
    merged: TicketView | None = None
    goes_on_with: int = 0
    """The version of the ticket in which a merged one goes on, for the tag of the page."""

    @property
    def apart(self) -> bool:
        """Whether the ticket went on in one of another requester."""
        return self.ticket.merged_into_id is not None

    @property
    def upload_scope(self) -> str:
        """The scope under which uploads of this link are named."""
        return f"ticket:{self.ticket.id}"


def open_link(token: str) -> Link:
    """Follow a ticket link.

    Raises:
        NotFound: the token is not ours, or its bearer is no longer the requester. All look the same.
    """
    grant = read_portal_token(token) if len(token) <= MAX_TOKEN else None
    if grant is None:
        raise NotFound
    ticket = tickets.ticket(grant.ticket_id)
    if ticket is None or ticket.deleted_at is not None or ticket.requester_id != grant.contact_id:
        raise NotFound
    going_on = tickets.goes_on_in(ticket)
    if going_on.id == ticket.id or going_on.requester_id != grant.contact_id:
        return Link(token, ticket, grant.contact_id, goes_on_with=going_on.version)
    if going_on.deleted_at is not None:
        raise NotFound
    return Link(token, going_on, grant.contact_id, merged=ticket)


def requester_of(link: Link) -> Actor:
    """The bearer of a link as an actor.

    Raises:
        NotFound: the contact is gone.
    """
    contact = people.contact(link.contact_id)
    if contact is None:
        raise NotFound
    return contact_actor(contact.id, contact.name)
