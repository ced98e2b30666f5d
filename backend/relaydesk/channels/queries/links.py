"""Links and addresses that carry our signature."""

from uuid import UUID

from django.conf import settings

from relaydesk.channels.contracts import PortalGrant
from relaydesk.channels.rules import addresses
from relaydesk.platform.errors import NotFound
from relaydesk.platform.secrets import sign, verify
from relaydesk.tickets import public as tickets


def portal_token(ticket_id: int, contact_id: UUID) -> str:
    """Make the token of a portal link."""
    return addresses.portal_token(ticket_id, contact_id, sign=sign)


def read_portal_token(token: str) -> PortalGrant | None:
    """Read a token; None when we did not make it."""
    names = addresses.read_portal_token(token, verify=verify)
    return PortalGrant(ticket_id=names[0], contact_id=names[1]) if names else None


def portal_link(ticket_id: int, contact_id: UUID) -> str:
    """The address of the portal page of a ticket for one contact."""
    return f"{settings.PUBLIC_URL}/portal/t/{portal_token(ticket_id, contact_id)}"


def requester_link(ticket_id: int) -> str:
    """The address of the portal page for the ticket's requester."""
    view = tickets.ticket(ticket_id)
    if view is None:
        raise NotFound
    return portal_link(ticket_id, view.requester_id)
