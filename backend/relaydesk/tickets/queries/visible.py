"""One ticket for one reader."""

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import NotFound
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState


def visible_ticket(actor: Actor, number: str, *, binned: bool = True) -> TicketState:
    """A ticket at work that the actor may read, or (with `binned`) one in the bin that he might restore.

    Raises:
        NotFound: it does not exist or the actor may not see it; the answer is the same.
    """
    state = read_state(number, reach=reach(actor))
    if state is None and binned and actor.can(P.DELETE):
        state = read_state(number, reach=reach(actor, P.DELETE, binned=True))
    if state is None:
        raise NotFound
    return state
