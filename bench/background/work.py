"""What one worker process does: events/s with an idle handler, timers due at once, jobs/s."""

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import connection, transaction

from relaydesk.platform import clock, events, jobs, timers

ACTOR = events.ActorRef(kind="system", id=None, name="bench")


@dataclass(frozen=True, kw_only=True)
class Measured(events.Event):
    """The event that is delivered."""

    name: ClassVar[str] = "bench.event.recorded"
    number: int


@events.handler(Measured, name="bench.idle")
def _idle(delivered: events.Delivered) -> None:
    return None


@timers.timer("bench.timer")
def _fire(due: timers.DueTimer) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_fired VALUES (%s, clock_timestamp())", [due.due_at])


@jobs.job("bench.job")
def _job(*, number: int) -> None:
    return None


def _ask(sql: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() if cursor.description else None


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bench.background.work", "--worker"])


def _cpu_seconds(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _wait(table: str, where: str = "TRUE") -> float:
    while _ask(f"SELECT 1 FROM {table} WHERE {where} LIMIT 1"):
        time.sleep(0.2)  # asking must not slow down what is measured
    return time.monotonic()


def measure_events(count: int) -> None:
    """Time a worker that finds `count` events of `count / 5` subjects waiting."""
    for start in range(0, count, 500):
        with transaction.atomic():
            facts = [(Measured(number=n), f"bench:{n % (count // 5)}") for n in range(start, start + 500)]
            events.record_many(facts, actor=ACTOR, at=clock.now())
    worker = _worker()
    while _ask("SELECT count(*) FROM platform_undelivered")[0] == count:
        time.sleep(0.01)
    begun, left, used = (
        time.monotonic(),
        _ask("SELECT count(*) FROM platform_undelivered")[0],
        _cpu_seconds(worker.pid),
    )
    took, used = _wait("platform_undelivered") - begun, _cpu_seconds(worker.pid) - used
    print(
        f"events: {left} delivered in {took:.2f} s = {left / took:.0f}/s,"
        f" {used / left * 1000:.2f} ms CPU each"
    )
    _stop(worker)


def measure_timers(waiting: int, due: int) -> None:
    """Claim and fire `due` timers that fall due in one second, with `waiting` others that are not due."""
    _ask("TRUNCATE platform_timer, bench_fired")
    _ask(
        "INSERT INTO platform_timer (kind, subject, due_at, run_at, payload)"
        " SELECT 'bench.timer', 'later:' || n, t, t, '{}' FROM generate_series(1, %s) n,"
        " LATERAL (SELECT now() + interval '1 day' + n * interval '1 second' AS t) x",
        waiting,
    )
    _ask("VACUUM ANALYZE platform_timer")
    worker = _worker()
    time.sleep(4)
    start = clock.now() + timedelta(seconds=1)
    with transaction.atomic():
        timers.set_timers(
            [
                timers.TimerSpec("bench.timer", f"due:{n}", start + timedelta(seconds=n / due))
                for n in range(due)
            ]
        )
    used = _cpu_seconds(worker.pid)
    _wait("platform_timer", "run_at < now() + interval '1 hour'")
    used = _cpu_seconds(worker.pid) - used
    row = _ask(
        "SELECT count(*), min(at - due_at) >= interval '0', extract(epoch FROM max(at) - min(due_at)),"
        " extract(epoch FROM percentile_cont(0.99) WITHIN GROUP (ORDER BY at - due_at)) FROM bench_fired"
    )
    print(
        f"timers, {waiting:,} waiting: {row[0]} of {due} fired, none early: {row[1]},"
        f" last {row[2]:.2f} s after the first was due, p99 lateness {row[3]:.2f} s,"
        f" {used / due * 1000:.2f} ms CPU each"
    )
    _stop(worker)


def measure_jobs(count: int) -> None:
    """Time a worker that finds `count` jobs waiting in one lane."""
    with transaction.atomic():
        jobs.defer_many("bench.job", [{"number": n} for n in range(count)])
    worker = _worker()
    while _ask("SELECT count(*) FROM procrastinate_jobs")[0] == count:
        time.sleep(0.01)
    begun = time.monotonic()
    took = _wait("procrastinate_jobs") - begun
    print(f"jobs: {count} in {took:.2f} s = {count / took:.0f}/s")
    _stop(worker)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    worker.wait()


def main() -> None:
    """Measure everything, or be the worker that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--waiting", type=int, nargs="+", default=[3_000, 3_000_000])
    parser.add_argument("--jobs", type=int, default=500)
    options = parser.parse_args()
    if options.worker:
        from relaydesk.platform.worker_process import WorkerProcess

        WorkerProcess().run()
    _ask("CREATE TABLE IF NOT EXISTS bench_fired (due_at timestamptz, at timestamptz)")
    measure_events(options.events)
    measure_jobs(options.jobs)
    for waiting in options.waiting:
        measure_timers(waiting, 1000)
    _ask("DROP TABLE bench_fired")
    _ask("TRUNCATE platform_timer")


if __name__ == "__main__":
    main()
