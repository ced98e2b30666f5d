"""The working time until tickets' next due instants, for lists."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from relaydesk.calendars.contracts import WorkingClock
from relaydesk.platform.clock import now
from relaydesk.platform.sql import hot_cursor, is_one_of
from relaydesk.sla.queries.policies import all_terms
from relaydesk.tickets.contracts import TimeLeftView

MINUTE = timedelta(minutes=1)
_POLICIES = (
    "SELECT DISTINCT ON (ticket_id) ticket_id, policy_id FROM sla_stopwatch"
    " WHERE {} AND state = 'running' ORDER BY ticket_id, due_at"
)


def time_left(due: Mapping[int, datetime]) -> Mapping[int, TimeLeftView]:
    """The working time left of tickets by their next due instants.

    Takes a statement only where policies follow different calendars: which one a ticket follows is to be
    read then.
    """
    at, clocks = now(), {ident: terms.clock for ident, terms in all_terms().items()}
    if len(set(map(id, clocks.values()))) > 1:
        found = {ticket: clocks.get(policy) for ticket, policy in _policies(due).items()}
    else:
        found = dict.fromkeys(due, next(iter(clocks.values()), None))
    counting = {id(clock): clock.is_open(at) for clock in found.values() if clock}
    return {
        ticket: TimeLeftView(_minutes(clock, at, due[ticket]), counting[id(clock)], at)
        for ticket, clock in found.items()
        if clock
    }


def _policies(due: Mapping[int, datetime]) -> dict[int, UUID]:
    condition, ids = is_one_of("ticket_id", due.keys(), "bigint")
    with hot_cursor() as cursor:
        cursor.execute(_POLICIES.format(condition), [ids])
        return dict(cursor.fetchall())


def _minutes(clock: WorkingClock, at: datetime, due_at: datetime) -> int:
    """As in the ticket's stopwatches: a minute is used up when it has passed."""
    return -(-clock.between(at, due_at) // MINUTE) if due_at > at else -(clock.between(due_at, at) // MINUTE)
