"""Add a line of costs to a ticket, correct it, remove it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.tickets.actions.keeping_work import (
    Told,
    correct_line,
    insist_on_own,
    insist_on_room,
    line_of,
    load_for_work,
    record_work,
    told,
    worker_of,
)
from relaydesk.tickets.events import CostChanged
from relaydesk.tickets.models import CostLine
from relaydesk.tickets.permissions import COSTS
from relaydesk.tickets.rules.state import TicketState

TOLD = ("added_by_id", "item", "quantity", "unit_price", "currency")


@dataclass(frozen=True, slots=True)
class Cost:
    """So much of an item, at a price for each in a currency (ISO 4217)."""

    item: str
    quantity: Decimal
    unit_price: Decimal
    currency: str


@transaction.atomic
def add_cost(*, actor: Actor, at: datetime, number: str, cost: Cost) -> TicketState:
    """Add a line.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        RuleBroken: "too_many_lines".
    """
    state = load_for_work(actor, number, COSTS)
    insist_on_room(CostLine, state)
    line = CostLine(ticket_id=state.id, added_by_id=worker_of(actor), created_at=at)
    _write(line, cost)
    line.save(force_insert=True)
    _record(state, line.id, None, told(line, TOLD), actor=actor, at=at)
    return state


@transaction.atomic
def correct_cost(*, actor: Actor, at: datetime, number: str, line_id: UUID, cost: Cost | None) -> TicketState:
    """Correct a line, or (None) remove it.

    Raises:
        NotFound: the ticket is invisible, or has no such line.
        Forbidden: the line is a colleague's.
    """
    state = load_for_work(actor, number, COSTS)
    line = line_of(CostLine, state, line_id)
    insist_on_own(actor, state, line.added_by_id)
    changed = correct_line(line, TOLD, None if cost is None else partial(_write, line, cost))
    if changed:
        _record(state, line_id, *changed, actor=actor, at=at)
    return state


def _write(line: CostLine, cost: Cost) -> None:
    line.item, line.currency = cost.item, cost.currency
    line.quantity = cost.quantity.quantize(Decimal("0.001"))
    line.unit_price = cost.unit_price.quantize(Decimal("0.01"))


def _record(
    state: TicketState,
    line_id: UUID,
    before: Told | None,
    after: Told | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    fact = CostChanged(ticket_id=state.id, number=state.number, entry_id=line_id, before=before, after=after)
    record_work(fact, state, actor=actor, at=at)
