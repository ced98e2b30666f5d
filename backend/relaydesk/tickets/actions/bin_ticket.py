"""Put a ticket into the bin, and take it out again.

What lies in the bin for 30 days may be purged for good; that comes with retention and is not done yet.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, NotFound, RuleBroken, Stale
from relaydesk.platform.events import Event
from relaydesk.tickets.actions.storing import Change, finish
from relaydesk.tickets.contracts import ChangeKind
from relaydesk.tickets.events import TicketDeleted, TicketRestored
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState


@transaction.atomic
def delete_ticket(
    *, actor: Actor, at: datetime, number: str, expected_version: int | None = None
) -> TicketState:
    """Put a ticket into the bin: it is gone from lists, counts and streams, and its stopwatches are silent.

    Raises:
        NotFound: the ticket is invisible.
        Forbidden: it may not be deleted by this actor.
        RuleBroken: "ticket_in_bin": it is there already.
        Stale: it has changed since `expected_version`.
    """
    state = read_state(number, reach=reach(actor), lock=True)
    if state is None:
        if read_state(number, reach=reach(actor, P.DELETE, binned=True)):
            raise RuleBroken("ticket_in_bin", "This ticket is in the bin already.")
        raise NotFound
    change = put_into_bin(state, actor=actor, at=at)
    if expected_version is not None and change.before and expected_version != change.before.version:
        raise Stale(change.before.version)
    return finish(change, actor=actor, at=at)


def put_into_bin(state: TicketState, *, actor: Actor, at: datetime) -> Change:
    """Put a loaded ticket into the bin; the caller finishes the change.

    Raises:
        Forbidden: it may not be deleted by this actor.
    """
    if not reach(actor, P.DELETE).covers(state):
        raise Forbidden("You may not delete this ticket.", data={"permission": P.DELETE.value})
    return _put(state, at, TicketDeleted, at=at)


@transaction.atomic
def restore_ticket(*, actor: Actor, at: datetime, number: str) -> TicketState:
    """Take a ticket out of the bin; it is as it was.

    Raises:
        NotFound: there is no such ticket, or the actor may not see the bin.
        RuleBroken: "ticket_not_in_bin".
    """
    state = read_state(number, reach=reach(actor, P.DELETE, binned=True), lock=True)
    if state is None:
        if read_state(number, reach=reach(actor)):
            raise RuleBroken("ticket_not_in_bin", "This ticket is not in the bin.")
        raise NotFound
    return finish(_put(state, None, TicketRestored, at=at), actor=actor, at=at)


def _put(
    state: TicketState, deleted_at: datetime | None, fact: Callable[..., Event], *, at: datetime
) -> Change:
    change = Change.of(state, at=at)
    state.deleted_at = deleted_at
    change.note(
        ChangeKind.EDITED, fact(ticket_id=state.id, number=state.number, ticket_version=state.version)
    )
    return change
