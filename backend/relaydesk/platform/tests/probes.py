"""Events, handlers, timers and jobs of the tests, and a worker process that knows them.

Run as a program it is a worker; each of its reactions leaves a row in `platform_probe`.
"""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection, transaction

from relaydesk.platform import events, jobs, timers

PROBE_TABLE = """
CREATE TABLE IF NOT EXISTS platform_probe (
    id bigserial PRIMARY KEY, what text NOT NULL, reference text NOT NULL,
    at timestamptz DEFAULT clock_timestamp()
)
"""
SYSTEM = events.ActorRef(kind="system", id=None, name="probe")


def note(what: str, reference: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO platform_probe (what, reference) VALUES (%s, %s)", [what, reference])


def notes(what: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM platform_probe WHERE what = %s ORDER BY id", [what])
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True, kw_only=True)
class Probed(events.Event):
    name: ClassVar[str] = "platform.probe.happened"
    number: int
    sleep: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Unheard(events.Event):
    name: ClassVar[str] = "platform.probe.unheard"
    number: int


def register() -> None:
    @events.handler(Probed, name="platform.probe")
    def react(delivered: events.Delivered) -> None:
        time.sleep(delivered.event.sleep)
        note("event", str(delivered.event.number))

    @timers.timer("platform.probe")
    def fire(due: timers.DueTimer) -> None:
        note("timer", due.subject)
        early = due.fired_at < due.due_at or datetime.now(UTC) < due.due_at - timedelta(milliseconds=5)
        if early:
            note("early", due.subject)

    @jobs.job("platform.probe")
    def work(*, number: int, sleep: float = 0.0) -> None:
        note("job started", str(number))
        time.sleep(sleep)
        with transaction.atomic():
            note("job", str(number))

    @jobs.job("platform.probe_fails", lane="bulk", attempts=2)
    def fail() -> None:
        raise ValueError("as told")


if __name__ == "__main__":
    register()
    from relaydesk.platform.worker_process import WorkerProcess

    os.environ["RELAYDESK_PROBE"] = "1"
    WorkerProcess().run()
