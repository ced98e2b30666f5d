"""Timers: rows that wait for their instant. See docs/subsystems/timers.md."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.platform.events.recording import assert_in_transaction
from relaydesk.platform.leases import Fenced
from relaydesk.platform.sql import hot_cursor


@dataclass(frozen=True, slots=True)
class TimerSpec:
    """A timer to be set. There is one per kind and subject; setting it again moves it."""

    kind: str
    subject: str
    due_at: datetime
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer whose instant has come. `fired_at` is the database's time, never before `due_at`."""

    kind: str
    subject: str
    due_at: datetime
    payload: dict[str, Any]
    fired_at: datetime


TimerFunction = Callable[[DueTimer], None]
_functions: dict[str, TimerFunction] = {}

_SET = """
INSERT INTO platform_timer (kind, subject, due_at, run_at, payload)
SELECT kind, subject, due_at, due_at, payload
FROM jsonb_to_recordset(%s::jsonb) AS g(kind text, subject text, due_at timestamptz, payload jsonb)
ORDER BY subject, kind
ON CONFLICT (subject, kind) DO UPDATE SET due_at = excluded.due_at, run_at = excluded.run_at,
    payload = excluded.payload, attempts = 0, parked_at = NULL, error = '', lease_token = NULL,
    lease_until = NULL
"""

# As in events/delivery.py: a transaction that ends with its own note need not wait for the disk.
_TAKE = """
DELETE FROM platform_timer WHERE id = %s AND lease_token = %s
RETURNING set_config('synchronous_commit', 'off', true)
"""


@dataclass(slots=True)
class Firing:
    """The timer that is being fired in this context, and whether its row is already gone."""

    row_id: int
    token: UUID
    kind: str
    subject: str
    taken: bool = False

    def take_row(self) -> None:
        """Delete the row, once.

        Raises:
            Fenced: it is not ours any more; everything done in this transaction must be undone.
        """
        if self.taken:
            return
        with hot_cursor() as cursor:
            cursor.execute(_TAKE, [self.row_id, self.token])
            if cursor.rowcount == 0:
                raise Fenced
        self.taken = True


_firing: ContextVar[Firing | None] = ContextVar("relaydesk_firing", default=None)


@contextmanager
def firing(state: Firing) -> Iterator[None]:
    """Mark the context in which a timer's function runs."""
    reset = _firing.set(state)
    try:
        yield
    finally:
        _firing.reset(reset)


def _take_own_row(subject: str, kinds: Collection[str] | None) -> None:
    """A firing function that sets or cancels its own timer first gives up the row it was called for."""
    state = _firing.get()
    if state is not None and state.subject == subject and (kinds is None or state.kind in kinds):
        state.take_row()


def timer(kind: str) -> Callable[[TimerFunction], TimerFunction]:
    """Register the function that a due timer of this kind calls.

    It runs in one transaction with the deletion of the row, checks again whether it still applies, and may
    set the same timer anew. When it raises, everything is undone and tried again with growing pauses; after
    ten attempts the timer is parked.
    """

    def decorate(function: TimerFunction) -> TimerFunction:
        if kind in _functions:
            raise ValueError(f"timer {kind} is registered twice")
        _functions[kind] = function
        return function

    return decorate


def function_of(kind: str) -> TimerFunction | None:
    """Return the function registered for `kind`, or None."""
    return _functions.get(kind)


def known_kinds() -> list[str]:
    """Return the kinds that this release can fire."""
    return list(_functions)


def unregister(kind: str) -> None:
    """Forget a kind (for tests that register their own)."""
    _functions.pop(kind, None)


def set_timer(*, kind: str, subject: str, due_at: datetime, payload: dict[str, Any] | None = None) -> None:
    """Set or move one timer, in the caller's transaction. `due_at` is aware."""
    set_timers([TimerSpec(kind=kind, subject=subject, due_at=due_at, payload=payload or {})])


def set_timers(timers: Sequence[TimerSpec]) -> None:
    """Set or move many timers by one statement, in the caller's transaction.

    Raises:
        RuntimeError: there is no open transaction.
        ValueError: a time is naive.
    """
    assert_in_transaction()
    latest = {(spec.subject, spec.kind): spec for spec in timers}
    if any(spec.due_at.tzinfo is None for spec in timers):
        raise ValueError("a timer needs an aware time")
    if not latest:
        return
    specs = list(latest.values())
    for spec in specs:
        _take_own_row(spec.subject, [spec.kind])
    given = [
        {"kind": spec.kind, "subject": spec.subject, "due_at": spec.due_at, "payload": spec.payload}
        for spec in specs
    ]
    with hot_cursor() as cursor:
        cursor.execute(_SET, [orjson.dumps(given).decode()])


def cancel_timers(*, subject: str, kinds: Collection[str] | None = None) -> None:
    """Delete a subject's timers (all, or only these kinds), in the caller's transaction."""
    assert_in_transaction()
    _take_own_row(subject, kinds)
    with hot_cursor() as cursor:
        if kinds is None:
            cursor.execute("DELETE FROM platform_timer WHERE subject = %s", [subject])
        else:
            cursor.execute(
                "DELETE FROM platform_timer WHERE subject = %s AND kind = ANY(%s)", [subject, list(kinds)]
            )


def cancel_timers_of(wanted: Collection[tuple[str, str]]) -> None:
    """Delete many timers, pairs of subject and kind, by one statement in the caller's transaction."""
    assert_in_transaction()
    for subject, kind in wanted:
        _take_own_row(subject, [kind])
    if wanted:
        with hot_cursor() as cursor:
            cursor.execute(
                "DELETE FROM platform_timer p USING unnest(%s::text[], %s::text[]) AS g(subject, kind)"
                " WHERE p.subject = g.subject AND p.kind = g.kind",
                [[subject for subject, _ in wanted], [kind for _, kind in wanted]],
            )


def cancel_timer(*, kind: str, subject: str) -> None:
    """Delete one timer, in the caller's transaction. It is no error when there is none."""
    cancel_timers(subject=subject, kinds=[kind])
