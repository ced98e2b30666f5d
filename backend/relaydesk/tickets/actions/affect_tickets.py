"""Put tickets under a major issue, each with its own result."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Problem
from relaydesk.tickets.actions.link_tickets import link_tickets
from relaydesk.tickets.actions.storing import load_for_change
from relaydesk.tickets.rules.relating import Relation


@transaction.atomic
def affect_tickets(
    *, actor: Actor, at: datetime, number: str, others: Sequence[str]
) -> list[tuple[str, Problem | None]]:
    """Link each of `others` as affected by this ticket; what one refuses keeps no other back.

    Returns:
        Each number in the order given, with its refusal or None.

    Raises:
        NotFound, Forbidden: this ticket is invisible, or may not be changed by this actor.
    """
    load_for_change(actor, number)
    results: list[tuple[str, Problem | None]] = []
    for other in dict.fromkeys(others):
        try:
            with transaction.atomic():
                link_tickets(actor=actor, at=at, number=number, other=other, relation=Relation.AFFECTED)
        except Problem as problem:
            results.append((other, problem))
        else:
            results.append((other, None))
    return results
