"""Stopwatches as people see them: in a ticket's answer, and explained with every segment and its cause."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from relaydesk.platform.clock import now
from relaydesk.sla.contracts import State
from relaydesk.sla.queries import stopwatch_rows
from relaydesk.sla.queries.policies import Terms, all_terms, terms_for_new_ticket
from relaydesk.sla.queries.stopwatch_rows import Kept
from relaydesk.sla.rules.stopwatch import Figures, figures
from relaydesk.sla.rules.targets import shown_state
from relaydesk.tickets.contracts import StopwatchView

MINUTE = timedelta(minutes=1)


def stopwatches(ticket_ids: Collection[int]) -> Mapping[int, list[StopwatchView]]:
    """The section "stopwatches": by one statement for any number of tickets (policies are cached)."""
    at, policies, fallback = now(), all_terms(), terms_for_new_ticket()
    result: dict[int, list[StopwatchView]] = {}
    for ticket_id, rows in stopwatch_rows.read(ticket_ids).items():
        shown = (_view(kept, policies.get(kept.policy_id, fallback), at) for kept in rows)
        result[ticket_id] = [view for view in shown if view is not None]
    return result


def explanation(ticket_id: int) -> dict[str, Any]:
    """Everything about a ticket's time: the policy, its calendar, each stopwatch with its segments and
    their causes.
    """
    at, policies, fallback = now(), all_terms(), terms_for_new_ticket()
    rows = stopwatch_rows.read([ticket_id]).get(ticket_id, [])
    terms = policies.get(rows[0].policy_id, fallback) if rows else fallback
    explained = [_explain(kept, policies.get(kept.policy_id, fallback), at) for kept in rows]
    return {
        "policy": None
        if terms is None
        else {"id": terms.policy_id, "name": terms.name, "name_en": terms.name_en},
        "calendar": None
        if terms is None
        else {
            "id": terms.calendar.id,
            "name": terms.calendar.name,
            "name_en": terms.calendar.name_en,
            "timezone": terms.calendar.timezone,
            "open_now": terms.clock.is_open(at),
        },
        "pauses": [] if terms is None else sorted(terms.pauses),
        "stopwatches": [one for one in explained if one is not None],
    }


def _view(kept: Kept, terms: Terms | None, at: datetime) -> StopwatchView | None:
    if terms is None:
        return None
    found = figures(kept.track, kept.target_minutes * MINUTE, terms.clock, at)
    return None if found is None else view_of(kept, found, at)


def view_of(kept: Kept, found: Figures, at: datetime) -> StopwatchView:
    """A stopwatch whose figures are known, as the ticket's answer shows it."""
    elapsed = found.elapsed // MINUTE
    return StopwatchView(
        measure=kept.measure.value,
        state=shown_state(found, at),
        due_at=found.due_at,
        target_minutes=kept.target_minutes,
        elapsed_minutes=elapsed,
        remaining_minutes=None if found.state is State.DONE else kept.target_minutes - elapsed,
        breached_at=found.breached_at,
        completed_at=found.completed_at,
    )


def _explain(kept: Kept, terms: Terms | None, at: datetime) -> dict[str, Any] | None:
    view = _view(kept, terms, at)
    if view is None or terms is None:
        return None
    segments = [
        {
            "from": part.start,
            "to": part.end,
            "state": part.state.value,
            "cause": part.cause,
            "working_minutes": terms.clock.minutes_between(part.start, part.end or at),
        }
        for part in kept.track.segments
    ]
    return {**{name: getattr(view, name) for name in StopwatchView.__slots__}, "segments": segments}
