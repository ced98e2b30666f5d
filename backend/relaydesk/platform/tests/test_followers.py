from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from relaydesk.platform import clock, events, followers
from relaydesk.platform.tests.probes import SYSTEM, Unheard


def publish(number: int) -> None:
    with transaction.atomic():
        events.record(Unheard(number=number), actor=SYSTEM, subject="probe:1", at=clock.now())


def other_session() -> "psycopg.Connection[Any]":
    params = connection.get_connection_params()
    for key in ("cursor_factory", "context", "pool"):
        params.pop(key, None)
    return psycopg.connect(**params)


def numbers(batch: list[events.Delivered]) -> list[int]:
    return [delivered.event.number for delivered in batch]


INSERT = (
    "INSERT INTO platform_event (name, version, subject, actor_kind, actor_name, at, payload, depth)"
    " VALUES ('platform.probe.unheard', 1, 'probe:1', 'system', 'slow', now(), '{\"number\": 1}', 0)"
)


def test_the_event_of_a_slow_transaction_is_not_skipped(committed: None) -> None:
    publish(0)
    with other_session() as slow:
        slow.execute(INSERT)  # draws its id now, commits later
        publish(2)
        first, cursor = followers.read(followers.START)
        assert numbers(first) == [0], "2 is visible already, but 1 may still come before it"
        slow.commit()
    second, cursor = followers.read(cursor)
    assert numbers(second) == [1, 2]
    assert followers.read(cursor) == ([], cursor)


def test_a_named_follower_goes_on_where_it_committed(committed: None) -> None:
    for number in range(5):
        publish(number)
    seen = []
    for batch in followers.follow("test", limit=2):
        seen += numbers(batch)
    assert seen == [0, 1, 2, 3, 4]
    publish(5)

    def fail() -> None:
        for _ in followers.follow("test"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [numbers(batch) for batch in followers.follow("test")] == [[5]]


def test_a_follower_that_wants_nothing_of_the_past_starts_at_the_head(committed: None) -> None:
    publish(1)
    head = followers.head()
    publish(2)
    batch, _ = followers.read(head)
    assert numbers(batch) == [2]


def test_after_a_logical_restore_nothing_is_lost_for_followers(committed: None) -> None:
    publish(1)
    for _ in followers.follow("test"):
        pass
    publish(2)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE platform_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE platform_event SET xid = (xid::text::bigint + 1000000000)::text::xid8")
        cursor.execute(
            "UPDATE platform_follower_cursor SET xid = (xid::text::bigint + 1000000000)::text::xid8"
        )
        cursor.execute("ALTER TABLE platform_event ENABLE TRIGGER USER")
    assert list(followers.follow("test")) == [], "the ids of the old server lie in the future"
    followers.rebase_after_restore()
    seen = [fact for batch in followers.follow("test") for fact in batch]
    assert numbers(seen[:1]) == [2]
    assert [fact.name for fact in seen[1:]] == ["platform.log.rebased"], "and the record tells of it"
    publish(3)
    assert [numbers(batch) for batch in followers.follow("test")] == [[3]]
