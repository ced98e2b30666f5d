"""Recording facts: one statement writes the log rows and what is to be delivered."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import connection, transaction

from relaydesk.platform.events.causation import MAX_DEPTH, current
from relaydesk.platform.events.codec import encode
from relaydesk.platform.events.holding import current_holder
from relaydesk.platform.events.registry import handlers_of
from relaydesk.platform.events.source import current_source
from relaydesk.platform.events.types import ActorRef, Event
from relaydesk.platform.sql import hot_cursor

TOO_DEEP = "chain too deep"

_CTES = """
given AS MATERIALIZED (
    SELECT * FROM ROWS FROM (jsonb_to_recordset(%s::jsonb)
            AS (name text, version smallint, subject text, payload jsonb, handled boolean))
        WITH ORDINALITY AS g(name, version, subject, payload, handled, place)
), added AS (
    INSERT INTO platform_event
        (name, version, subject, actor_kind, actor_id, actor_name, at, payload, cause, depth, source)
    SELECT name, version, subject, %s, %s, %s, %s, payload, %s, %s, %s::jsonb
      FROM given {where} ORDER BY place
    RETURNING id, name, subject
), queued AS (
    INSERT INTO platform_undelivered (event_id, subject, parked_at, error, held_by)
    SELECT id, subject, %s, %s, %s::uuid FROM added
    WHERE name IN (SELECT name FROM given WHERE handled)
)
"""
_RECORD = "WITH " + _CTES.format(where="") + "SELECT id FROM added ORDER BY id"  # noqa: S608 - constants only


def recording_ctes(where: str) -> str:
    """Common table expressions that record facts inside the very statement that makes them true.

    For the few places where a statement more would cost too much. They stand after those that change rows,
    need the parameters of `recording_params` in their place, and record the facts for which `where` holds.

    Args:
        where: a constant condition on `name`, `subject` and `payload` of the facts given.
    """
    return _CTES.format(where=f"WHERE {where}")


def record(*events: Event, actor: ActorRef, subject: str, at: datetime) -> list[int]:
    """Write facts about one subject to the log, in the caller's transaction, by one SQL statement.

    Args:
        events: the facts, in order.
        actor: who did it.
        subject: what it is about; a ticket is `ticket:<id>`. Events of one subject are delivered in order,
            provided that the caller holds the lock on its row while recording.
        at: when it happened, aware.

    Returns:
        The ids of the new log rows, in the order given.

    Raises:
        RuntimeError: there is no open transaction.
    """
    return record_many([(event, subject) for event in events], actor=actor, at=at)


def record_many(facts: Sequence[tuple[Event, str]], *, actor: ActorRef, at: datetime) -> list[int]:
    """Like `record`, for facts about several subjects: pairs of event and subject."""
    if not facts:
        assert_in_transaction()
        return []
    params = recording_params(facts, actor=actor, at=at)
    with hot_cursor() as cursor:
        cursor.execute(_RECORD, params)
        return [row[0] for row in cursor.fetchall()]


def recording_params(facts: Sequence[tuple[Event, str]], *, actor: ActorRef, at: datetime) -> list[Any]:
    """The parameters of `recording_ctes`.

    Args:
        facts: pairs of event and subject.
        actor: who did it.
        at: when, aware.

    Raises:
        RuntimeError: there is no open transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of the change it tells of")
    if at.tzinfo is None:
        raise ValueError("an event needs an aware time")
    cause = current()
    depth = 0 if cause is None else cause.depth + 1
    deep = depth > MAX_DEPTH
    # One JSON text, not arrays: quoting 500 payloads into an array costs more than the rest of the call.
    given = [
        {
            "name": event.name,
            "version": event.version,
            "subject": subject,
            "payload": encode(event),
            "handled": bool(handlers_of(event.name)),
        }
        for event, subject in facts
    ]
    return [
        orjson.dumps(given).decode(),
        actor.kind,
        actor.id,
        actor.name,
        at,
        None if cause is None else cause.event_id,
        depth,
        current_source(),
        datetime.now(UTC) if deep else None,
        TOO_DEEP if deep else "",
        current_holder(),
    ]


def assert_in_transaction() -> None:
    """Raise RuntimeError outside a transaction (for APIs that must join the caller's)."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("this call belongs into the transaction of the change")
