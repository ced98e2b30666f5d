"""What was given up after too many attempts, to be seen by an administrator and run again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection

_LIST = """
SELECT id, kind, name, subject, attempts, error, at FROM (
    SELECT 'event:' || u.event_id AS id, 'event' AS kind, e.name, u.subject, u.attempts::int, u.error,
           u.parked_at AS at
    FROM platform_undelivered u JOIN platform_event e ON e.id = u.event_id WHERE u.parked_at IS NOT NULL
    UNION ALL
    SELECT 'timer:' || t.id, 'timer', t.kind, t.subject, t.attempts::int, t.error, t.parked_at
    FROM platform_timer t WHERE t.parked_at IS NOT NULL
    UNION ALL
    SELECT 'job:' || j.id, 'job', j.task_name, NULL, j.attempts, coalesce(j.args ->> '_error', ''),
           coalesce((SELECT max(v.at) FROM procrastinate_events v WHERE v.job_id = j.id), now())
    FROM procrastinate_jobs j WHERE j.status = 'failed'
) parked
WHERE (%s::timestamptz IS NULL OR (at, id) < (%s::timestamptz, %s)) ORDER BY at DESC, id DESC LIMIT %s
"""

_EVENT_AGAIN = """
UPDATE platform_undelivered SET parked_at = NULL, attempts = 0, error = '', lease_token = NULL,
    lease_until = NULL, next_attempt_at = clock_timestamp() WHERE event_id = %s AND parked_at IS NOT NULL
"""
_TIMER_AGAIN = """
UPDATE platform_timer SET parked_at = NULL, attempts = 0, error = '', lease_token = NULL, lease_until = NULL,
    run_at = clock_timestamp() WHERE id = %s AND parked_at IS NOT NULL
"""
_JOB_AGAIN = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL,
    args = args - '_error' WHERE id = %s AND status = 'failed'
"""
_AGAIN = {"event": _EVENT_AGAIN, "timer": _TIMER_AGAIN, "job": _JOB_AGAIN}


@dataclass(frozen=True, slots=True)
class Parked:
    """One piece of background work that waits for a person. `id` is like `event:17`, `timer:3` or `job:9`."""

    id: str
    kind: Literal["event", "timer", "job"]
    name: str
    subject: str | None
    attempts: int
    error: str
    at: datetime


def parked(*, limit: int = 50, after: tuple[datetime, str] | None = None) -> list[Parked]:
    """Return what is parked, latest first; `after` is the time and id of the last one of the page before."""
    at, last = after if after is not None else (None, "")
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [at, at, last, limit])
        return [Parked(*row) for row in cursor.fetchall()]


def run_again(work_id: str) -> bool:
    """Give one parked piece of work its attempts back; False when there is none of this id."""
    kind, _, number = work_id.partition(":")
    if kind not in _AGAIN or not number.isascii() or not number.isdigit() or int(number) >= 2**63:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN[kind], [int(number)])
        return bool(cursor.rowcount == 1)


def queue_figures() -> dict[str, float]:
    """Return how much waits, for `/metrics`: counts, and the age in seconds of the oldest event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM platform_undelivered WHERE parked_at IS NULL AND held_by IS NULL),"
            " (SELECT count(*) FROM platform_undelivered WHERE parked_at IS NOT NULL),"
            " (SELECT extract(epoch FROM clock_timestamp() - e.recorded_at) FROM platform_event e"
            "  WHERE e.id = (SELECT min(event_id) FROM platform_undelivered"
            "   WHERE parked_at IS NULL AND held_by IS NULL)),"
            " (SELECT count(*) FROM (SELECT 1 FROM platform_timer WHERE parked_at IS NULL"
            "  AND run_at < statement_timestamp() LIMIT 10000) late),"
            " (SELECT count(*) FROM platform_timer WHERE parked_at IS NOT NULL),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')"
        )
        row = cursor.fetchone()
    names = (
        "events_waiting",
        "events_parked",
        "oldest_event_seconds",
        "timers_late",
        "timers_parked",
        "jobs_waiting",
        "jobs_failed",
    )
    return {name: float(value or 0) for name, value in zip(names, row, strict=True)}
