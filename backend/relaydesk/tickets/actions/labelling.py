"""Put a sensitivity label on a ticket, or take it off."""

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Invalid, NotFound
from relaydesk.tickets.actions.storing import Change
from relaydesk.tickets.contracts import ChangeKind
from relaydesk.tickets.events import TicketLabelled
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState


def load_for_label(actor: Actor, number: str) -> TicketState:
    """Load a ticket under its lock for one who may label it, whether or not he may change it otherwise.

    Raises:
        NotFound: it does not exist or the actor may not see it.
        Forbidden: he sees it but may not label it.
    """
    state = read_state(number, reach=reach(actor), lock=True)
    if state is None:
        raise NotFound
    _check(actor, state)
    return state


def set_label(change: Change, label: str | None, *, actor: Actor) -> None:
    """Set or remove the label. Who does so must be cleared for it: nobody labels out of his own sight.

    Raises:
        Forbidden: the actor may not label this ticket, or is not cleared for the label.
        Invalid: there is no such label.
    """
    state = change.state
    if label == state.label:
        return
    _check(actor, state)
    if label is not None and label not in access.labels():
        raise Invalid.field("label", "unknown_label", "There is no such label.")
    if not actor.cleared_for(label):
        raise Forbidden("You are not cleared for this label.", code="not_cleared")
    before, state.label = state.label, label
    fact = TicketLabelled(
        ticket_id=state.id,
        number=state.number,
        label=label,
        previous_label=before,
        ticket_version=state.version,
    )
    change.note(ChangeKind.EDITED, fact)


def _check(actor: Actor, state: TicketState) -> None:
    if not reach(actor, P.SET_LABEL).covers(state):
        raise Forbidden("You may not label this ticket.", data={"permission": P.SET_LABEL.value})
