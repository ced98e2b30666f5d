"""The section of a contact's overview that shows its tickets."""

from typing import Any, cast
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.people.contracts import Caller
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_tickets
from relaydesk.tickets.queries.of_requester import count_of_requester
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.queries.rows import present_rows

SHOWN = ("number", "subject", "status", "priority", "team", "assignee", "created_at", "updated_at")


def tickets_of_contact(caller: Caller, contact_id: UUID, limit: int) -> dict[str, Any] | None:
    """The contact's tickets that the caller may see, changed last first."""
    actor = cast(Actor, caller)
    if not actor.can(TicketPermission.READ):
        return None
    states = list_tickets(
        viewer=Viewer.of(actor),
        filters=Filters(requester=contact_id),
        sort=Sort.UPDATED_DESC,
        limit=limit,
        after=None,
    )
    opened, total = count_of_requester(actor, contact_id)
    rows = present_rows(states, actor=actor)
    return {
        "items": [{name: row.get(name) for name in SHOWN} for row in rows],
        "open": opened,
        "total": total,
    }
