"""How far an actor reaches, for those who keep an index of tickets."""

from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_keys
from relaydesk.tickets.queries.orders import Sort

Ids = tuple[UUID, ...]


def places_of(actor: Actor) -> tuple[Ids, Ids, Ids] | None:
    """Departments, teams and agents whose tickets he may read; None for those who reach every place."""
    reached = reach(actor)
    return None if reached.everything else (reached.department_ids, reached.team_ids, reached.agent_ids)


def newest_ids(actor: Actor, *, limit: int) -> list[int]:
    """Of the tickets that he may read those that changed last."""
    keys = list_keys(viewer=Viewer.of(actor), filters=Filters(), sort=Sort.UPDATED_DESC, limit=limit)
    return [ident for ident, _ in keys]
