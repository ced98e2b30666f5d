"""What other modules' tests use to let the machinery run, in the test's own transaction."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from relaydesk.platform import jobs
from relaydesk.platform.clock import frozen
from relaydesk.platform.events.delivery import deliver_batch
from relaydesk.platform.firing import fire_batch

__all__ = ["catch_up", "deliver_events", "fire_timers", "frozen_clock", "run_jobs", "settle"]

_LIMIT = 1000

_TAKE = """
DELETE FROM procrastinate_jobs WHERE id = (
    SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND (%s::text IS NULL OR queue_name = %s)
      AND (scheduled_at IS NULL OR scheduled_at <= clock_timestamp() OR %s)
    ORDER BY id LIMIT 1
) RETURNING task_name, args
"""
_LEFT = """
SELECT EXISTS (SELECT FROM platform_event e WHERE (e.xid, e.id) >
    (SELECT c.xid, c.event_id FROM platform_follower_cursor c WHERE c.name = %s))
"""


class StillBusy(AssertionError):
    """The work did not come to an end."""


@contextmanager
def frozen_clock(at: datetime) -> Iterator[None]:
    """Hold `clock.now()` at `at`."""
    with frozen(at):
        yield


def deliver_events() -> int:
    """Deliver all waiting events, and those recorded meanwhile; return how many. A failing handler raises."""
    total = 0
    while True:
        count = deliver_batch()
        total += count
        _raise_failures("platform_undelivered")
        if count == 0:
            return total
        if total > _LIMIT * 10:
            raise StillBusy("events go on for ever")


def catch_up(follower: str, follow: Callable[[], object]) -> None:
    """Let a follower come to the end of the log, behind whatever transaction of others still runs.

    Args:
        follower: the name of its cursor.
        follow: takes its next events.
    """
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        follow()
        with connection.cursor() as cursor:
            cursor.execute(_LEFT, [follower])
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise StillBusy(f"{follower} did not catch up with the log")


def fire_timers(until: datetime) -> int:
    """Fire every timer due at or before `until`, earliest first, each told that it fires at its due time.

    A timer that fails raises. Returns how many fired.
    """
    total = 0
    while fire_batch(until=until, limit=1):
        _raise_failures("platform_timer")
        total += 1
        if total > _LIMIT:
            raise StillBusy("timers go on for ever")
    return total


def run_jobs(lane: str | None = None, *, delayed: bool = False) -> int:
    """Run the queued jobs here (of one lane, or all); return how many. `delayed` runs those put off too."""
    total = 0
    while total < _LIMIT:
        taken = _take(lane, delayed)
        if taken is None:
            return total
        spec = jobs.spec_of(taken[0])
        if spec is None:
            raise LookupError(f"no job is registered as {taken[0]}")
        with transaction.atomic():
            jobs.run_now(spec, taken[1])
        total += 1
    raise StillBusy("jobs go on for ever")


def settle() -> None:
    """Deliver events and run jobs until nothing is left to do."""
    for _ in range(_LIMIT):
        if deliver_events() + run_jobs() == 0:
            return
    raise StillBusy("work goes on for ever")


def _take(lane: str | None, delayed: bool) -> tuple[str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [lane, lane, delayed])
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], orjson.loads(row[1]) if isinstance(row[1], str | bytes) else row[1]


def _raise_failures(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT error FROM {table} WHERE attempts > 0 AND error <> '' LIMIT 1")  # noqa: S608
        row = cursor.fetchone()
    if row is not None:
        raise AssertionError(f"failed in the background: {row[0]}")
