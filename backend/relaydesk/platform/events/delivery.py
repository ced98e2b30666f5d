"""Delivering events: workers lease the earliest waiting event of each subject and run its handlers."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.db import connection, transaction

from relaydesk.platform.events.causation import causation
from relaydesk.platform.events.history import delivered_from_row
from relaydesk.platform.events.registry import Handler, handlers_of
from relaydesk.platform.events.types import Delivered
from relaydesk.platform.ids import uuid7
from relaydesk.platform.leases import LEASE_SECONDS, LEASES, MAX_ATTEMPTS, Fenced, pause_after
from relaydesk.platform.sql import hot_cursor

HEADS = 50
RUN = 20
log = structlog.get_logger(__name__)

# A head is the earliest event of its subject that is not parked. With it the worker leases the events that
# follow it (at most RUN), so that a ticket's first events need no second claim; up to the first that is held.
_CLAIM = """
WITH heads AS (
    SELECT u.event_id, u.subject FROM platform_undelivered u
    WHERE u.parked_at IS NULL AND u.held_by IS NULL AND u.next_attempt_at <= statement_timestamp()
      AND (u.lease_until IS NULL OR u.lease_until < statement_timestamp())
      AND NOT EXISTS (SELECT 1 FROM platform_undelivered e
                      WHERE e.parked_at IS NULL AND e.subject = u.subject AND e.event_id < u.event_id)
    ORDER BY u.event_id LIMIT %s FOR UPDATE OF u SKIP LOCKED
), leased AS (
    UPDATE platform_undelivered u
    SET lease_token = %s, lease_until = statement_timestamp() + make_interval(secs => %s)
    FROM heads h CROSS JOIN LATERAL (
        SELECT n.event_id FROM platform_undelivered n
        WHERE n.subject = h.subject AND n.event_id >= h.event_id AND n.parked_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM platform_undelivered w
                          WHERE w.held_by IS NOT NULL AND w.subject = n.subject AND w.event_id <= n.event_id)
        ORDER BY n.event_id LIMIT %s
    ) run
    WHERE u.event_id = run.event_id
    RETURNING u.event_id, u.attempts, u.done_handlers
)
SELECT l.attempts, l.done_handlers, e.id, e.name, e.version, e.subject, e.actor_kind, e.actor_id,
       e.actor_name, e.at, e.payload, e.cause, e.depth
FROM leased l JOIN platform_event e ON e.id = l.event_id ORDER BY e.id
"""

# The transaction that ends with this deletion need not wait for the disk: the work and the note that it is
# done commit together, so after a crash either both are there or neither. Any later durable commit (a job
# being fetched) makes it durable as well, for the log is sequential.
RELAXED = "RETURNING set_config('synchronous_commit', 'off', true)"
_FINISH = f"DELETE FROM platform_undelivered WHERE event_id = %s AND lease_token = %s {RELAXED}"  # noqa: S608

_FAIL = """
UPDATE platform_undelivered
SET attempts = attempts + 1, done_handlers = %s, error = %s, lease_token = NULL, lease_until = NULL,
    next_attempt_at = clock_timestamp() + make_interval(secs => %s),
    parked_at = CASE WHEN attempts + 1 >= %s THEN clock_timestamp() END
WHERE event_id = %s AND lease_token = %s RETURNING parked_at IS NOT NULL
"""

_RELEASE = """
UPDATE platform_undelivered SET lease_token = NULL, lease_until = NULL
WHERE event_id = ANY(%s) AND lease_token = %s
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A leased event and what became of it so far."""

    delivered: Delivered
    attempts: int
    done: tuple[str, ...]


def claim(token: UUID, *, heads: int = HEADS) -> list[Waiting]:
    """Lease a batch: the heads of at most `heads` subjects and what follows them, in order of id."""
    with hot_cursor() as cursor:
        cursor.execute(_CLAIM, [heads, token, LEASE_SECONDS, RUN])
        return [
            Waiting(delivered=delivered_from_row(row[2:]), attempts=row[0], done=tuple(row[1]))
            for row in cursor.fetchall()
        ]


def deliver_batch(*, heads: int = HEADS, stopping: Callable[[], bool] = lambda: False) -> int:
    """Claim a batch and deliver it; return how many events were claimed.

    Args:
        heads: subjects to take at most.
        stopping: asked before each event; once it says yes, what is left is given back.

    Raises:
        django.db.Error: the database went away; what was leased comes back when the lease runs out.
    """
    token = uuid7()
    batch = claim(token, heads=heads)
    LEASES.hold(token, "platform_undelivered", [waiting.delivered.id for waiting in batch])
    try:
        stopped: set[str] = set()
        for waiting in batch:
            if stopping() or (waiting.delivered.subject not in stopped and not deliver(waiting, token)):
                stopped.add(waiting.delivered.subject)
        if stopped:
            with connection.cursor() as cursor:
                cursor.execute(_RELEASE, [[waiting.delivered.id for waiting in batch], token])
        return len(batch)
    finally:
        LEASES.drop(token)


def deliver(waiting: Waiting, token: UUID) -> bool:
    """Run the handlers of one event in one transaction with the removal of its row.

    Returns:
        True when done; False when it failed (and was put off or parked) or was fenced off.
    """
    handlers = [h for h in handlers_of(waiting.delivered.name) if h.name not in waiting.done]
    structlog.contextvars.bind_contextvars(event=waiting.delivered.id)
    try:
        with transaction.atomic():
            _run(handlers, waiting.delivered)
            _finish(waiting.delivered.id, token)
    except Fenced:
        log.warning("delivery.fenced")
        return False
    except Exception as error:
        if not connection.in_atomic_block and not connection.is_usable():
            raise
        return _deliver_apart(handlers, waiting, token, error)
    finally:
        structlog.contextvars.unbind_contextvars("event")
    return True


def _run(handlers: list[Handler], delivered: Delivered) -> None:
    with causation(event_id=delivered.id, depth=delivered.depth):
        for entry in handlers:
            entry.function(delivered)


def _finish(event_id: int, token: UUID) -> None:
    with hot_cursor() as cursor:
        cursor.execute(_FINISH, [event_id, token])
        if cursor.rowcount == 0:
            raise Fenced


def _deliver_apart(handlers: list[Handler], waiting: Waiting, token: UUID, error: Exception) -> bool:
    """Second try after a failure: each handler in its own savepoint, so that one bad handler fails alone."""
    done, failures = list(waiting.done), []
    try:
        with transaction.atomic():
            if len(handlers) == 1:
                failures.append((handlers[0].name, error))
            else:
                for entry in handlers:
                    try:
                        with transaction.atomic():
                            _run([entry], waiting.delivered)
                        done.append(entry.name)
                    except Exception as failure:
                        failures.append((entry.name, failure))
            if failures:
                _put_off(waiting, token, done, failures)
            else:
                _finish(waiting.delivered.id, token)
    except Fenced:
        log.warning("delivery.fenced")
        return False
    return not failures


def _put_off(waiting: Waiting, token: UUID, done: list[str], failures: list[tuple[str, Exception]]) -> None:
    text = "; ".join(f"{name}: {type(error).__name__}: {error}" for name, error in failures)[:2000]
    text = text.replace("\x00", "")
    pause = pause_after(waiting.attempts + 1)
    with connection.cursor() as cursor:
        cursor.execute(_FAIL, [done, text, pause, MAX_ATTEMPTS, waiting.delivered.id, token])
        row = cursor.fetchone()
        if row is None:
            raise Fenced
    log.error(
        "delivery.parked" if row[0] else "delivery.failed",
        name=waiting.delivered.name,
        handlers=[name for name, _ in failures],
        attempt=waiting.attempts + 1,
        exc_info=failures[0][1],
    )
