import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.platform import clock, stuck, timers
from relaydesk.platform.firing import fire_batch, seconds_to_next
from relaydesk.platform.testing import fire_timers
from relaydesk.platform.tests.probes import note, notes

AT = datetime(2030, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def fired() -> Iterator[list[timers.DueTimer]]:
    """Timer kind `test.plain` that remembers what fired."""
    seen: list[timers.DueTimer] = []

    @timers.timer("test.plain")
    def fire(due: timers.DueTimer) -> None:
        seen.append(due)

    yield seen
    timers.unregister("test.plain")


def set_one(subject: str, due_at: datetime, kind: str = "test.plain") -> None:
    with transaction.atomic():
        timers.set_timer(kind=kind, subject=subject, due_at=due_at, payload={"for": subject})


def test_a_timer_is_set_in_the_transaction_of_the_change(committed: None) -> None:
    with pytest.raises(RuntimeError):
        timers.set_timer(kind="test.plain", subject="a", due_at=AT)
    with pytest.raises(RuntimeError):
        timers.cancel_timer(kind="test.plain", subject="a")


@pytest.mark.django_db
def test_a_timer_fires_once_with_what_it_was_given(fired: list[timers.DueTimer]) -> None:
    set_one("a", AT)
    assert fire_timers(AT - timedelta(microseconds=1)) == 0
    assert fire_timers(AT) == 1
    assert fire_timers(AT + timedelta(days=1)) == 0
    assert fired == [timers.DueTimer("test.plain", "a", AT, {"for": "a"}, AT)]


@pytest.mark.django_db
def test_setting_again_moves_it_and_cancelling_removes_it(fired: list[timers.DueTimer]) -> None:
    set_one("a", AT)
    set_one("a", AT + timedelta(hours=1))
    set_one("b", AT)
    timers.cancel_timers(subject="b")
    timers.cancel_timer(kind="test.plain", subject="nobody")
    assert fire_timers(AT) == 0
    assert fire_timers(AT + timedelta(hours=1)) == 1


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50), st.sampled_from(["set", "cancel"]))))
def test_whatever_is_set_moved_and_cancelled_the_rest_fires_in_order(
    fired: list[timers.DueTimer], steps: list[tuple[str, int, str]]
) -> None:
    fired.clear()
    expected: dict[str, datetime] = {}
    for subject, minutes, verb in steps:
        if verb == "set":
            expected[subject] = AT + timedelta(minutes=minutes)
            set_one(subject, expected[subject])
        else:
            expected.pop(subject, None)
            timers.cancel_timers(subject=subject)
    fire_timers(AT + timedelta(hours=1))
    assert {due.subject: due.due_at for due in fired} == expected
    assert [due.due_at for due in fired] == sorted(expected.values())


def test_nothing_fires_early_by_the_clock_of_the_database(
    committed: None, fired: list[timers.DueTimer]
) -> None:
    set_one("soon", clock.now() + timedelta(seconds=2))
    assert fire_batch() == 0
    assert 0 < seconds_to_next(5.0) <= 2
    while not fire_batch():
        time.sleep(0.01)
    assert fired[0].fired_at >= fired[0].due_at
    assert seconds_to_next(1.0) == 1.0


def test_a_timer_may_set_itself_anew(committed: None) -> None:
    @timers.timer("test.again")
    def fire(due: timers.DueTimer) -> None:
        note("again", due.subject)
        timers.set_timer(kind=due.kind, subject=due.subject, due_at=clock.now() + timedelta(hours=1))

    try:
        set_one("a", clock.now() - timedelta(seconds=1), "test.again")
        assert fire_batch() == 1
        assert fire_batch() == 0
        assert notes("again") == ["a"]
        assert seconds_to_next(1.0) == 1.0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM platform_timer WHERE due_at > now() AND attempts = 0")
            assert cursor.fetchone() == (1,)
    finally:
        timers.unregister("test.again")


def test_a_failing_timer_is_tried_again_parked_and_run_again(committed: None) -> None:
    broken = [True]

    @timers.timer("test.bad")
    def fire(due: timers.DueTimer) -> None:
        note("tried", due.subject)
        if broken[0]:
            raise ValueError("as told")
        note("fired", due.subject)

    try:
        set_one("a", clock.now() - timedelta(seconds=1), "test.bad")
        for _ in range(10):
            assert fire_batch() == 1
            assert fire_batch() == 0
            with connection.cursor() as cursor:
                cursor.execute("UPDATE platform_timer SET run_at = clock_timestamp()")
        assert fire_batch() == 0
        assert notes("tried") == [], "a failed firing leaves nothing behind"
        [parked] = stuck.parked()
        assert (parked.kind, parked.name, parked.attempts) == ("timer", "test.bad", 10)
        broken[0] = False
        assert stuck.run_again(parked.id)
        assert fire_batch() == 1
        assert notes("fired") == ["a"]
    finally:
        timers.unregister("test.bad")


@pytest.mark.parametrize("change", ["moved", "cancelled"])
def test_a_timer_moved_or_cancelled_while_it_fires_does_not_count(committed: None, change: str) -> None:
    """A request holds what the timer needs, moves the timer, and commits: no deadlock, and the move wins."""
    at_work, changed = threading.Event(), threading.Event()

    @timers.timer("test.race")
    def fire(due: timers.DueTimer) -> None:
        note("fired", due.subject)
        at_work.set()
        assert changed.wait(60)

    def request() -> None:
        try:
            assert at_work.wait(60)
            with transaction.atomic():
                if change == "moved":
                    timers.set_timer(kind="test.race", subject="a", due_at=clock.now() + timedelta(hours=1))
                else:
                    timers.cancel_timers(subject="a", kinds=["test.race"])
        finally:
            changed.set()
            connection.close()

    try:
        set_one("a", clock.now() - timedelta(seconds=1), "test.race")
        thread = threading.Thread(target=request)
        thread.start()
        fire_batch()
        thread.join()
        assert notes("fired") == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM platform_timer WHERE due_at > now()")
            assert cursor.fetchone() == (1 if change == "moved" else 0,)
    finally:
        timers.unregister("test.race")
