"""What fires: reminders and breaches. The condition is checked again under the stopwatch's lock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import connection

from relaydesk.access.contracts import SYSTEM
from relaydesk.platform import events
from relaydesk.platform.events import Event
from relaydesk.platform.timers import DueTimer, timer
from relaydesk.sla.actions.keep_time import BREACH, REMINDER, Reckoned, project, reckon
from relaydesk.sla.contracts import Measure, State
from relaydesk.sla.events import ReminderDue, StopwatchBreached
from relaydesk.sla.queries import stopwatch_rows
from relaydesk.sla.queries.policies import all_terms, terms_for_new_ticket
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView
from relaydesk.tickets.events import subject_of

ACTOR = SYSTEM("sla")


@timer(REMINDER)
def remind(due: DueTimer) -> None:
    """Record that the reminder's share of the target is used up, if it still is so."""
    _tell(due, _reminder)


@timer(BREACH)
def breach(due: DueTimer) -> None:
    """Record that the target is used up, if it still is so."""
    _tell(due, _breach)


Telling = Callable[[Reckoned, TicketView, datetime], tuple[Event, Reckoned] | None]


def _reminder(one: Reckoned, ticket: TicketView, at: datetime) -> tuple[Event, Reckoned] | None:
    running = one.found.state is State.RUNNING and one.found.breached_at is None
    if one.kept.reminder_told or not running or not one.found.reminded(at):
        return None
    event = ReminderDue(
        ticket_id=ticket.id,
        number=ticket.number,
        measure=one.kept.measure.value,
        due_at=one.found.due_at,
        target_minutes=one.kept.target_minutes,
        team_id=ticket.team_id,
        assignee_id=ticket.assignee_id,
    )
    return event, replace(one, kept=replace(one.kept, reminder_told=True))


def _breach(one: Reckoned, ticket: TicketView, at: datetime) -> tuple[Event, Reckoned] | None:
    if one.kept.breach_told or one.found.breached_at is None:
        return None
    event = StopwatchBreached(
        ticket_id=ticket.id,
        number=ticket.number,
        measure=one.kept.measure.value,
        due_at=one.found.breached_at,
        target_minutes=one.kept.target_minutes,
        team_id=ticket.team_id,
        assignee_id=ticket.assignee_id,
    )
    return event, replace(one, kept=replace(one.kept, breach_told=True))


def _tell(due: DueTimer, telling: Telling) -> None:
    _, number, word = due.subject.split(":")
    ticket_id, measure = int(number), Measure(word)
    with connection.cursor() as cursor:
        cursor.execute(stopwatch_rows.LOCK_TIMEOUT)
    every = _reckoned(ticket_id, due.fired_at)
    ticket = tickets.ticket(ticket_id)
    if ticket is None or ticket.deleted_at is not None or not every:
        return
    shown = project(every)
    tickets.project(ticket_id, next_due_at=shown.next_due_at, at_risk=shown.at_risk)
    for one in every:
        told = telling(one, ticket, due.fired_at) if one.kept.measure is measure else None
        if told is not None:
            event, after = told
            stopwatch_rows.write([(after.kept, after.found)])
            events.record(event, actor=ACTOR.ref, subject=subject_of(ticket_id), at=due.fired_at)


def _reckoned(ticket_id: int, at: datetime) -> list[Reckoned]:
    policies, fallback = all_terms(), terms_for_new_ticket()
    result: list[Reckoned] = []
    for kept in stopwatch_rows.read([ticket_id], lock=True).get(ticket_id, []):
        terms = policies.get(kept.policy_id, fallback)
        one = None if terms is None else reckon(kept, terms, at)
        if one is not None:
            result.append(one)
    return result
