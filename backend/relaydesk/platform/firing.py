"""Firing timers that are due.

The order of locks is what matters here. A request locks its ticket and then moves the ticket's timers; so the
firing transaction must also take the ticket first and the timer's row last. Hence a short lease first, then
the work, then the deletion of the row, fenced by the lease.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.db import connection, transaction

from relaydesk.platform.events.causation import causation
from relaydesk.platform.ids import uuid7
from relaydesk.platform.leases import LEASE_SECONDS, LEASES, MAX_ATTEMPTS, Fenced, pause_after
from relaydesk.platform.sql import hot_cursor
from relaydesk.platform.timers import DueTimer, Firing, firing, function_of

BATCH = 20
log = structlog.get_logger(__name__)

_CLAIM = """
WITH due AS (
    SELECT id FROM platform_timer
    WHERE parked_at IS NULL AND run_at <= coalesce(%s, statement_timestamp())
      AND (lease_until IS NULL OR lease_until < statement_timestamp())
    ORDER BY run_at LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE platform_timer t SET lease_token = %s, lease_until = statement_timestamp() + make_interval(secs => %s)
FROM due WHERE t.id = due.id
RETURNING t.id, t.kind, t.subject, t.due_at, t.payload, t.attempts, statement_timestamp()
"""

_FAIL = """
UPDATE platform_timer SET attempts = attempts + 1, error = %s, lease_token = NULL, lease_until = NULL,
    run_at = greatest(run_at, clock_timestamp()) + make_interval(secs => %s),
    parked_at = CASE WHEN attempts + 1 >= %s THEN clock_timestamp() END
WHERE id = %s AND lease_token = %s RETURNING parked_at IS NOT NULL
"""

_NEXT = """
SELECT extract(epoch FROM run_at - clock_timestamp())::float8 FROM platform_timer
WHERE parked_at IS NULL AND (lease_until IS NULL OR lease_until < statement_timestamp())
ORDER BY run_at LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class _Leased:
    id: int
    due: DueTimer
    attempts: int


def fire_batch(
    *, until: datetime | None = None, limit: int = BATCH, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Lease and fire what is due by the database's clock; return how many were leased.

    Args:
        until: for tests: fire what is due at this instant instead, telling each that it is its due time.
        limit: at most so many.
        stopping: asked before each timer; once it says yes, the rest is given back.
    """
    token = uuid7()
    leased = _claim(token, until, limit)
    LEASES.hold(token, "platform_timer", [entry.id for entry in leased])
    try:
        for entry in leased:
            if stopping():
                _release([entry.id for entry in leased], token)
                break
            fire(entry, token)
        return len(leased)
    finally:
        LEASES.drop(token)


def seconds_to_next(default: float) -> float:
    """Return how long until the next timer is due: at least 0, at most `default` seconds."""
    with hot_cursor() as cursor:
        cursor.execute(_NEXT)
        row = cursor.fetchone()
    return default if row is None else min(default, max(0.0, row[0]))


def _claim(token: UUID, until: datetime | None, limit: int) -> list[_Leased]:
    with hot_cursor() as cursor:
        cursor.execute(_CLAIM, [until, limit, token, LEASE_SECONDS])
        rows = cursor.fetchall()
    leased = [_leased(row, until) for row in rows]
    return sorted(leased, key=lambda entry: (entry.due.due_at, entry.id))


def _leased(row: tuple[Any, ...], until: datetime | None) -> _Leased:
    number, kind, subject, due_at, payload, attempts, now = row
    if isinstance(payload, str | bytes):
        payload = orjson.loads(payload)
    fired_at = now if until is None else due_at
    due = DueTimer(kind=kind, subject=subject, due_at=due_at, payload=payload, fired_at=fired_at)
    return _Leased(id=number, due=due, attempts=attempts)


def _release(ids: list[int], token: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE platform_timer SET lease_token = NULL, lease_until = NULL"
            " WHERE id = ANY(%s) AND lease_token = %s",
            [ids, token],
        )


def fire(entry: _Leased, token: UUID) -> bool:
    """Call one timer's function in one transaction with the deletion of its row.

    Returns:
        True when fired; False when it failed (put off or parked) or had been moved, cancelled or taken over.
    """
    try:
        with transaction.atomic():
            function = function_of(entry.due.kind)
            if function is None:
                raise LookupError(f"no timer is registered as {entry.due.kind}")
            state = Firing(row_id=entry.id, token=token, kind=entry.due.kind, subject=entry.due.subject)
            with causation(event_id=None, depth=-1), firing(state):
                function(entry.due)
            state.take_row()
    except Fenced:
        log.info("timer.fenced", kind=entry.due.kind, subject=entry.due.subject)
        return False
    except Exception as error:
        if not connection.in_atomic_block and not connection.is_usable():
            raise
        _put_off(entry, token, error)
        return False
    return True


def _put_off(entry: _Leased, token: UUID, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    with connection.cursor() as cursor:
        cursor.execute(_FAIL, [text, pause_after(entry.attempts + 1), MAX_ATTEMPTS, entry.id, token])
        row = cursor.fetchone()
    log.error(
        "timer.parked" if row and row[0] else "timer.failed",
        kind=entry.due.kind,
        subject=entry.due.subject,
        attempt=entry.attempts + 1,
        exc_info=error,
    )
