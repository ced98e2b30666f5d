"""Put a ticket to sleep, and wake it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.platform.timers import TimerSpec, set_timers
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.storing import Change, finish, load_for_change
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState

WAKE = "tickets.wake"
ALARM_CLOCK = SYSTEM("snooze")


@transaction.atomic
def snooze_ticket(*, actor: Actor, at: datetime, number: str, until: datetime | None) -> TicketState:
    """Hide a ticket from the open views until an instant, or (None) until the requester answers.

    The stopwatches go on: who waits for us does not sleep.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: the instant is past.
        RuleBroken: "snooze_ended", "ticket_merged".
    """
    change = Change.of(load_for_change(actor, number), at=at)
    steps.snooze(change, until, at=at)
    state = finish(change, actor=actor, at=at)
    set_alarm(state)
    return state


@transaction.atomic
def wake_ticket(*, actor: Actor, at: datetime, number: str) -> TicketState:
    """Wake a ticket by hand; one that is awake stays as it is.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
    """
    change = Change.of(load_for_change(actor, number), at=at)
    steps.wake(change, "manual")
    return finish(change, actor=actor, at=at)


def set_alarm(state: TicketState) -> None:
    """Set the timer of a ticket that sleeps until an instant; one set earlier is moved."""
    set_alarms([state])


def set_alarms(asleep: Iterable[TicketState]) -> None:
    """Set the timers of many, by one statement."""
    set_timers(
        [
            TimerSpec(WAKE, subject_of(state.id), state.snoozed_until)
            for state in asleep
            if state.snoozed_until is not None
        ]
    )


def wake_by_alarm(ticket_id: int, at: datetime) -> None:
    """Wake a ticket whose instant has come. What woke earlier, or sleeps for longer now, is left alone."""
    state = read_state(ticket_id, reach=EVERYTHING, lock=True)
    if state is None or state.snoozed_until is None or state.snoozed_until > at:
        return
    change = Change.of(state, at=at)
    steps.wake(change, "due")
    finish(change, actor=ALARM_CLOCK, at=at)
