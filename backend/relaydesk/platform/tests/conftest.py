import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from relaydesk.platform.tests import probes

TABLES = (
    "platform_event, platform_undelivered, platform_timer, platform_follower_cursor, platform_worker_beat, "
    "platform_probe, procrastinate_jobs, procrastinate_events, procrastinate_workers,"
    " procrastinate_periodic_defers"
)


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which transactions really commit. Only the platform's own tables are emptied afterwards.

    It takes the place of pytest-django's fixture, which would also empty what migrations have put in; by its
    name pytest-django knows that the test database is needed.
    """
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        with connection.cursor() as cursor:
            cursor.execute(probes.PROBE_TABLE)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE")
                cursor.execute("DROP TABLE platform_probe")
            connection.close()


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Transactions really commit in this test."""


class Workers:
    """Worker processes with the probes, on the test database."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        options = connection.settings_dict
        url = f"postgresql://{options['USER']}@/{options['NAME']}?host={options['HOST']}"
        if options["PORT"]:
            url += f"&port={options['PORT']}"
        backend = Path(__file__).resolve().parents[3]
        paths = os.pathsep.join([str(backend), os.environ.get("PYTHONPATH", "")])
        process = subprocess.Popen(
            [sys.executable, "-m", "relaydesk.platform.tests.probes"],
            env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": paths},
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                self.kill(process)


@pytest.fixture
def workers(committed: None) -> Iterator[Workers]:
    started = Workers()
    yield started
    started.end()


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait for a condition; return how long it took, or fail."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"still not so after {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun
