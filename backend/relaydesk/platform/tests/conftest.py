import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from relaydesk.platform.tests import probes


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Transactions really commit in this test, and there is a table for the probes."""
    with connection.cursor() as cursor:
        cursor.execute(probes.PROBE_TABLE)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE platform_probe")


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
