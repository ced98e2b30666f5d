"""Solve what hangs below a ticket together with it."""

from datetime import datetime

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import RuleBroken
from relaydesk.tickets.actions.set_status import set_status
from relaydesk.tickets.actions.storing import load_for_change
from relaydesk.tickets.contracts import Category, LinkKind
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.relating import open_below
from relaydesk.tickets.rules.state import TicketState


def solve_below(above: TicketState, kind: LinkKind, *, actor: Actor, at: datetime) -> None:
    """Solve all open tickets below this one, and theirs, in the caller's transaction: all or none.

    Raises:
        NotFound, Forbidden: the actor may not see or change one of them.
        RuleBroken: one cannot be solved from where it is.
    """
    for child in open_below(above.id, kind):
        state = load_for_change(actor, child.id)
        solve_below(state, LinkKind.PARENT, actor=actor, at=at)
        key = solved_status(state)
        set_status(actor=actor, at=at, ticket_id=state.id, status_key=key)


def solved_status(state: TicketState) -> str:
    """The key of the status by which a ticket of this type is solved.

    Raises:
        RuleBroken: the type has none.
    """
    statuses = catalogue().types_by_id[state.type_id].statuses.values()
    found = next((status.key for status in statuses if status.category is Category.SOLVED), None)
    if found is None:
        raise RuleBroken("no_solved_status", "Tickets of this type cannot be solved.")
    return found
