"""Move a ticket to another status."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.storing import Change, finish, is_staff, load_for_change
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.state import TicketState


@transaction.atomic
def set_status(*, actor: Actor, at: datetime, ticket_id: int, status_key: str) -> TicketState:
    """Move; to the present status is no move and leaves no trace.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: the type has no such status.
        RuleBroken: "illegal_transition" with data["allowed"].
    """
    change = Change.of(load_for_change(actor, ticket_id), at=at)
    steps.move_to(change, status_key, at=at)
    if change.kinds and is_staff(actor):
        states.accept(change.state, at=at)
    return finish(change, actor=actor, at=at)
