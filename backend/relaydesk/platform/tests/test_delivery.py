import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from relaydesk.platform import clock, events, stuck
from relaydesk.platform.events import registry
from relaydesk.platform.events.delivery import claim, deliver, deliver_batch
from relaydesk.platform.ids import uuid7
from relaydesk.platform.leases import LEASES
from relaydesk.platform.tests.probes import SYSTEM, Probed, note, notes


def publish(number: int, subject: str = "probe:1") -> int:
    with transaction.atomic():
        return events.record(Probed(number=number), actor=SYSTEM, subject=subject, at=clock.now())[0]


def sql(statement: str, *params: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def expire_leases() -> None:
    sql("UPDATE platform_undelivered SET lease_until = clock_timestamp() - interval '1 second'")


def make_due() -> None:
    sql("UPDATE platform_undelivered SET next_attempt_at = clock_timestamp()")


@pytest.fixture
def broken() -> Iterator[set[int]]:
    """Two handlers: `test.good` notes each number, `test.bad` fails for the numbers in the set."""
    bad: set[int] = set()

    @events.handler(Probed, name="test.good")
    def good(delivered: events.Delivered) -> None:
        note("good", str(delivered.event.number))

    @events.handler(Probed, name="test.bad")
    def fail(delivered: events.Delivered) -> None:
        note("bad", str(delivered.event.number))
        if delivered.event.number in bad:
            raise ValueError("as told")

    yield bad
    registry.unregister("test.good")
    registry.unregister("test.bad")


def test_a_failing_handler_fails_alone_and_is_tried_again(committed: None, broken: set[int]) -> None:
    broken.add(1)
    publish(1)
    deliver_batch()
    assert (notes("good"), notes("bad")) == (["1"], [])
    assert deliver_batch() == 0, "not before its pause is over"
    broken.clear()
    make_due()
    assert deliver_batch() == 1
    assert (notes("good"), notes("bad")) == (["1"], ["1"])
    assert sql("SELECT 1 FROM platform_undelivered") == []


def test_a_failing_event_holds_up_its_own_subject_but_no_other(committed: None, broken: set[int]) -> None:
    broken.add(1)
    for number, subject in ((1, "probe:1"), (2, "probe:1"), (3, "probe:2")):
        publish(number, subject)
    while deliver_batch():
        pass
    assert notes("bad") == ["3"]


def test_after_ten_attempts_it_is_parked_seen_and_can_be_run_again(committed: None, broken: set[int]) -> None:
    broken.add(1)
    number = publish(1)
    publish(2)
    for attempt in range(10):
        assert deliver_batch() >= 1, attempt
        make_due()
    deliver_batch()
    assert notes("bad") == ["2"], "what follows a parked event goes on"
    [parked] = stuck.parked()
    assert (parked.id, parked.attempts, parked.subject) == (f"event:{number}", 10, "probe:1")
    assert "ValueError: as told" in parked.error
    broken.clear()
    assert stuck.run_again(parked.id)
    assert not stuck.run_again(parked.id)
    assert not stuck.run_again("event:x")
    deliver_batch()
    assert notes("bad") == ["2", "1"]
    assert notes("good") == ["1", "2"], "the handler that had succeeded did not run twice"


def test_pauses_grow_and_end_at_ten_minutes() -> None:
    from relaydesk.platform.leases import pause_after

    assert 0.75 <= pause_after(1) <= 1.25
    assert 6 <= pause_after(4) <= 10
    assert 450 <= pause_after(30) <= 750


def test_a_worker_that_lost_its_lease_is_fenced_off(committed: None, broken: set[int]) -> None:
    publish(1)
    slow, quick = uuid7(), uuid7()
    [paused] = claim(slow)
    assert claim(quick) == [], "leased to another"
    expire_leases()
    [taken] = claim(quick)
    assert not deliver(paused, slow)
    assert notes("good") == [], "what the fenced one did is undone"
    assert deliver(taken, quick)
    assert not deliver(paused, slow)
    assert (notes("good"), notes("bad")) == (["1"], ["1"])


def test_a_long_handler_keeps_its_lease(committed: None, broken: set[int]) -> None:
    publish(1)
    token = uuid7()
    [waiting] = claim(token)
    LEASES.hold(token, "platform_undelivered", [waiting.delivered.id])
    try:
        expire_leases()
        LEASES.renew()
    finally:
        LEASES.drop(token)
    assert claim(uuid7()) == []
    assert deliver(waiting, token)


def test_two_workers_share_the_work_and_keep_the_order(committed: None, broken: set[int]) -> None:
    with transaction.atomic():
        for number in range(400):
            events.record(Probed(number=number), actor=SYSTEM, subject=f"probe:{number % 7}", at=clock.now())

    def work() -> None:
        try:
            while sql("SELECT 1 FROM platform_undelivered LIMIT 1"):
                deliver_batch(heads=3)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [int(n) for n in notes("good")]
    assert sorted(numbers) == list(range(400))
    for subject in range(7):
        mine = [n for n in numbers if n % 7 == subject]
        assert mine == sorted(mine)


def test_what_is_held_waits_and_what_follows_it_waits_behind_it_in_order(
    committed: None, broken: set[int]
) -> None:
    holder = uuid7()
    publish(1)
    with events.held(holder):
        publish(2)
    publish(3)
    publish(4, subject="probe:2")
    deliver_batch()
    deliver_batch()
    assert notes("good") == ["1", "4"]
    assert events.release(uuid7()) == 0, "somebody else's release frees nothing"
    assert deliver_batch() == 0
    assert events.release(holder) == 1
    deliver_batch()
    assert notes("good") == ["1", "4", "2", "3"]
