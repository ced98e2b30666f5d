"""The log can be added to and nothing else; each row says whence it came."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from relaydesk.platform import clock, events
from relaydesk.platform.events import ActorRef
from relaydesk.platform.tests.probes import Unheard

SYSTEM = ActorRef("system", None, "test")


def publish(number: int = 1) -> int:
    with transaction.atomic():
        return events.record(Unheard(number=number), actor=SYSTEM, subject="probe:1", at=clock.now())[0]


def run(sql: str, *args: Any) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(args))
        return cursor.fetchall() if cursor.description else None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE platform_event SET actor_name = 'somebody else'",
        "DELETE FROM platform_event",
        "TRUNCATE platform_event",
        "SET LOCAL relaydesk.event_log_maintenance = 'on'; DELETE FROM platform_event",
        "SET LOCAL relaydesk.event_log_maintenance = 'on'; UPDATE platform_event SET at = now()",
    ],
)
def test_nobody_changes_or_removes_a_row(committed: None, sql: str) -> None:
    publish()
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert run("SELECT count(*) FROM platform_event") == [(1,)]


def test_what_is_younger_than_180_days_is_never_purged(committed: None) -> None:
    number = publish()
    with pytest.raises(DatabaseError, match="180 days"):
        run("SELECT platform_event_purge(int8multirange(int8range(%s, %s)))", number, number + 1)


def age(days: int) -> None:
    """Make every row older than it is, as only the owner of the table can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE platform_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE platform_event SET recorded_at = recorded_at - %s", [timedelta(days=days)])
        cursor.execute("ALTER TABLE platform_event ENABLE TRIGGER USER")


def test_what_is_older_may_go_and_nothing_beside_it(committed: None) -> None:
    first = publish()
    publish()
    age(181)
    assert run("SELECT platform_event_purge(int8multirange(int8range(%s, %s)))", first, first + 1) == [(1,)]
    assert run("SELECT count(*) FROM platform_event") == [(1,)]
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM platform_event")


def test_what_is_not_delivered_is_never_purged(committed: None) -> None:
    number = publish()
    run(
        "INSERT INTO platform_undelivered (event_id, subject, parked_at) VALUES (%s, 'probe:1', now())",
        number,
    )
    age(400)
    with pytest.raises(DatabaseError, match="not delivered"):
        run("SELECT platform_event_purge(int8multirange(int8range(%s, %s)))", number, number + 1)


def test_a_row_says_whence_it_was_done(committed: None) -> None:
    with events.done_from(lambda: {"ip": "192.0.2.7", "by": "session:abc", "request": "r1"}):
        publish()
    publish()
    rows = run("SELECT source ->> 'ip', source ->> 'by' FROM platform_event ORDER BY id")
    assert rows == [("192.0.2.7", "session:abc"), (None, None)]
