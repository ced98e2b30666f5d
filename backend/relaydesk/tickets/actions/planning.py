"""Say from when until when the work on a ticket is planned."""

from datetime import datetime

from relaydesk.platform.errors import Invalid
from relaydesk.tickets.actions.storing import Change
from relaydesk.tickets.contracts import ChangeKind
from relaydesk.tickets.events import TicketPlanned
from relaydesk.tickets.rules.assigning import KEEP, Keep


def plan(
    change: Change,
    *,
    planned_from: datetime | Keep | None = KEEP,
    planned_until: datetime | Keep | None = KEEP,
) -> None:
    """Set, move or remove the plan; without a beginning there is none, and an end goes with it.

    Args:
        planned_from, planned_until: aware instants; None removes.

    Raises:
        Invalid: "ends_too_early", or an end without a beginning ("required").
    """
    state = change.state
    first = state.planned_from if isinstance(planned_from, Keep) else planned_from
    last = state.planned_until if isinstance(planned_until, Keep) else planned_until
    if first is None and isinstance(planned_until, Keep):
        last = None
    if (first, last) == (state.planned_from, state.planned_until):
        return
    if last is not None and first is None:
        raise Invalid.field("planned_from", "required", "A plan that ends also begins.")
    if first is not None and last is not None and last < first:
        raise Invalid.field("planned_until", "ends_too_early", "A plan ends after it has begun.")
    fact = TicketPlanned(
        ticket_id=state.id,
        number=state.number,
        planned_from=first,
        planned_until=last,
        previous_from=state.planned_from,
        previous_until=state.planned_until,
        ticket_version=state.version,
    )
    state.planned_from, state.planned_until = first, last
    change.note(ChangeKind.EDITED, fact)
