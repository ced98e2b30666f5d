"""Worker processes that are killed, stopped and started again."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from relaydesk.platform import beats, clock, events, jobs, stuck, timers
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.platform.events import registry
from relaydesk.platform.tests import probes
from relaydesk.platform.tests.conftest import Workers, wait_until
from relaydesk.platform.tests.probes import SYSTEM, Probed, notes


@pytest.fixture(scope="module", autouse=True)
def _probes() -> Iterator[None]:
    """What the worker processes know, this one needs to know too; other files of tests shall not meet it."""
    probes.register()
    yield
    registry.unregister("platform.probe")
    timers.unregister("platform.probe")


def publish(*numbers: int, sleep: float = 0.0) -> None:
    with transaction.atomic():
        for number in numbers:
            event = Probed(number=number, sleep=sleep)
            events.record(event, actor=SYSTEM, subject=f"probe:{number % 10}", at=clock.now())


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_a_worker_delivers_fires_and_runs_and_stops_when_told(workers: Workers) -> None:
    worker = workers.start()
    with transaction.atomic():
        events.record(Probed(number=1), actor=SYSTEM, subject="probe:1", at=clock.now())
        timers.set_timer(kind="platform.probe", subject="a", due_at=clock.now() + timedelta(seconds=1))
        jobs.defer("platform.probe", number=1)
    with transaction.atomic():
        jobs.defer("platform.probe", number=2)
        timers.set_timer(kind="platform.probe", subject="b", due_at=clock.now())
        transaction.set_rollback(True)
    wait_until(lambda: notes("event") == ["1"] and notes("timer") == ["a"] and notes("job") == ["1"], 60)
    wait_until(lambda: count("procrastinate_jobs") == 0, 60)
    assert count("platform_undelivered") + count("platform_timer") == 0
    assert notes("early") == []
    age = beats.seconds_since_beat("worker")
    assert age is not None
    assert age < 10
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert beats.seconds_since_beat("worker") is None


@pytest.mark.slow
def test_nothing_is_lost_or_done_twice_when_workers_are_killed(workers: Workers) -> None:
    publish(*range(300), sleep=0.005)
    with transaction.atomic():
        for number in range(100):
            due_at = clock.now() + timedelta(seconds=number / 25)
            timers.set_timer(kind="platform.probe", subject=f"t{number}", due_at=due_at)
    worker = workers.start()
    for _ in range(2):
        before = len(notes("event"))
        wait_until(lambda before=before: len(notes("event")) > before + 10, 60)
        workers.kill(worker)
        worker = workers.start()
    wait_until(lambda: count("platform_undelivered") + count("platform_timer") == 0, 60)
    delivered = [int(n) for n in notes("event")]
    assert sorted(delivered) == list(range(300))
    for subject in range(10):
        mine = [n for n in delivered if n % 10 == subject]
        assert mine == sorted(mine)
    assert sorted(notes("timer")) == sorted(f"t{n}" for n in range(100))
    assert notes("early") == []


@pytest.mark.slow
def test_a_job_whose_worker_was_killed_is_done_by_another_within_thirty_seconds(workers: Workers) -> None:
    worker = workers.start()
    with transaction.atomic():
        jobs.defer("platform.probe", number=7, sleep=3.0)
    wait_until(lambda: notes("job started") == ["7"], 60)
    workers.kill(worker)
    workers.start()
    took = wait_until(lambda: notes("job") == ["7"], 30)
    print(f"recovered after {took:.1f} s, of which 3 s are the job itself")
    assert notes("job started") == ["7", "7"]


@pytest.mark.slow
def test_a_worker_paused_past_its_lease_does_no_double_work(workers: Workers) -> None:
    first = workers.start()
    publish(1, sleep=1.5)
    wait_until(lambda: bool(leased()), 60)
    time.sleep(0.3)
    os.kill(first.pid, signal.SIGSTOP)
    workers.start()
    wait_until(lambda: notes("event") == ["1"], 60)
    os.kill(first.pid, signal.SIGCONT)
    time.sleep(3)
    assert notes("event") == ["1"]


def leased() -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM platform_undelivered WHERE lease_token IS NOT NULL")
        return list(cursor.fetchall())


@pytest.mark.slow
def test_a_job_that_keeps_failing_ends_where_an_administrator_sees_it(workers: Workers) -> None:
    workers.start()
    with transaction.atomic():
        jobs.defer("platform.probe_fails")
    wait_until(lambda: len(stuck.parked()) == 1, 60)
    [parked] = stuck.parked()
    assert (parked.kind, parked.name, parked.error) == ("job", "platform.probe_fails", "ValueError: as told")
    assert stuck.run_again(parked.id)
    wait_until(lambda: len(stuck.parked()) == 1, 60)


@pytest.mark.slow
def test_the_worker_survives_the_loss_of_its_connections(workers: Workers) -> None:
    worker = workers.start()
    publish(1)
    wait_until(lambda: notes("event") == ["1"], 60)
    with connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.3)
    forget_broken_connections()
    publish(2)
    with transaction.atomic():
        jobs.defer("platform.probe", number=2)
        timers.set_timer(kind="platform.probe", subject="b", due_at=clock.now())
    wait_until(lambda: notes("event") == ["1", "2"], 30)
    wait_until(lambda: notes("timer") == ["b"] and notes("job") == ["2"], 60)
    assert worker.poll() is None
