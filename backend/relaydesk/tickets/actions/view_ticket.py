"""Open a ticket to read it."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.events import record
from relaydesk.tickets.events import TicketViewed, subject_of
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.rules.state import TicketState


def view_ticket(*, actor: Actor, at: datetime, number: str) -> TicketState:
    """One ticket as it is; that somebody opened a labelled one goes into the record.

    Raises:
        NotFound: it does not exist or the actor may not see it.
    """
    state = visible_ticket(actor, number)
    if state.label is not None:
        seen = TicketViewed(ticket_id=state.id, number=state.number, label=state.label)
        with transaction.atomic():
            record(seen, actor=actor.ref, subject=subject_of(state.id), at=at)
    return state
