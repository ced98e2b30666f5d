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
    """A valid ticket link: the ticket, and the requester whom it was sent to."""

    token: str
    ticket: TicketView
    contact_id: UUID

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
    return Link(token, ticket, grant.contact_id)


def requester_of(link: Link) -> Actor:
    """The bearer of a link as an actor.

    Raises:
        NotFound: the contact is gone.
    """
    contact = people.contact(link.contact_id)
    if contact is None:
        raise NotFound
    return contact_actor(contact.id, contact.name)
