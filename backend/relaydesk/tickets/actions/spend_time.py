"""Write down time spent on a ticket, correct it, remove it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Invalid
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
from relaydesk.tickets.events import TimeChanged
from relaydesk.tickets.models import TimeEntry
from relaydesk.tickets.permissions import TIMES
from relaydesk.tickets.rules.state import TicketState

TOLD = ("agent_id", "minutes", "activity", "note", "billable", "spent_on")


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Minutes (1 to 1440) of one day, on what, and whether somebody is billed for them."""

    minutes: int
    activity: str
    note: str
    billable: bool
    spent_on: date


@transaction.atomic
def spend_time(*, actor: Actor, at: datetime, number: str, spent: TimeSpent) -> TicketState:
    """Write down time that the actor spent.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: the day is still to come.
        RuleBroken: "too_many_lines".
    """
    state = load_for_work(actor, number, TIMES)
    line = TimeEntry(ticket_id=state.id, agent_id=worker_of(actor), created_at=at)
    _write(line, spent, at)
    insist_on_room(TimeEntry, state)
    line.save(force_insert=True)
    _record(state, line.id, None, told(line, TOLD), actor=actor, at=at)
    return state


@transaction.atomic
def correct_time(
    *, actor: Actor, at: datetime, number: str, line_id: UUID, spent: TimeSpent | None
) -> TicketState:
    """Correct a line, or (None) remove it. Whose time it was does not change.

    Raises:
        NotFound: the ticket is invisible, or has no such line.
        Forbidden: the line is a colleague's.
        Invalid: the day is still to come.
    """
    state = load_for_work(actor, number, TIMES)
    line = line_of(TimeEntry, state, line_id)
    insist_on_own(actor, state, line.agent_id)
    changed = correct_line(line, TOLD, None if spent is None else partial(_write, line, spent, at))
    if changed:
        _record(state, line_id, *changed, actor=actor, at=at)
    return state


def _write(line: TimeEntry, spent: TimeSpent, at: datetime) -> None:
    # A day ahead may have begun already where the agent is.
    if (spent.spent_on - at.date()).days > 1:
        raise Invalid.field("spent_on", "in_future", "This day is still to come.")
    line.minutes, line.activity, line.note = spent.minutes, spent.activity, spent.note
    line.billable, line.spent_on = spent.billable, spent.spent_on


def _record(
    state: TicketState,
    line_id: UUID,
    before: Told | None,
    after: Told | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    fact = TimeChanged(ticket_id=state.id, number=state.number, entry_id=line_id, before=before, after=after)
    record_work(fact, state, actor=actor, at=at)
