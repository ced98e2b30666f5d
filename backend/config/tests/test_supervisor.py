"""The whole process tree, started as an operator would, killed as an operator would not."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relaydesk.platform.embedded_database.account import ROOT_HOME

pytestmark = [pytest.mark.slow, pytest.mark.drill]

BACKEND = Path(__file__).parents[2]
# Seconds. The goals are 8 for the second start, 5 for a stop and 3 for a return; all get four times as much,
# because the machine may be slow, or busy with other things.
READY_WITHIN, SECOND_START_WITHIN, STOP_WITHIN, BACK_WITHIN = 180.0, 32.0, 20.0, 12.0


class Running:
    """One `relaydesk up` and what it says."""

    def __init__(self, data_dir: Path, *, port: int = 0, name: str = "first") -> None:
        self.data_dir = data_dir
        self.port, self.smtp_port = port or free_port(), free_port()
        environment = {**os.environ, "PYTHONPATH": str(BACKEND)}
        for name in ("DATABASE_URL", "RELAYDESK_DATA", "RELAYDESK_TEST", "RELAYDESK_PUBLIC_URL"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "config.cli", "up", "--data", str(data_dir), "--no-demo"]
        self.output = data_dir.parent / f"{data_dir.name}-{name}.out"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--smtp-port", str(self.smtp_port)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
            )

    def wait_ready(self) -> None:
        until(lambda: "ready " in self.said() or self.process.poll() is not None, READY_WITHIN)
        assert f"ready http://127.0.0.1:{self.port}\n" in self.said(), self.said()

    def said(self) -> str:
        return self.output.read_text()

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self) -> list[int]:
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == self.process.pid and words[0] != "Z":
                found.append(int(status.parent.name))
        return sorted(found)

    def everything(self) -> list[int]:
        """The processes of this start, whoever their parent is now: they carry its data folder."""
        mark = f"RELAYDESK_DATA={self.data_dir}".encode()
        cluster = str(self.cluster)
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                ours = mark in (entry / "environ").read_bytes() or str((entry / "cwd").readlink()) == cluster
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if (ours or str(self.data_dir).encode() in command) and command:
                found.append(int(entry.name))
        return found

    @property
    def cluster(self) -> Path:
        note = self.data_dir / "database.json"
        return (
            self.data_dir / json.loads(note.read_text())["home"] / "cluster"
            if note.exists()
            else Path("/none")
        )

    def stop(self) -> float:
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - started


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], seconds: float) -> float:
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, f"not true within {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - started


class Installation:
    """A data folder with at most one `up` on it, shared by the tests: a start costs seconds."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.current: Running | None = None

    def running(self) -> Running:
        """The running one, started when there is none."""
        if self.current is None or self.current.process.poll() is not None:
            self.current = Running(self.data_dir)
            self.current.wait_ready()
        return self.current

    def stopped(self) -> Path:
        """The data folder, with nothing running on it and at least one start behind it."""
        running = self.running()
        assert running.stop() <= STOP_WITHIN
        return self.data_dir


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("up") / "data")
    yield made
    if made.current is not None:
        if made.current.process.poll() is None:
            made.current.stop()
        remove_cluster(made.current)


def remove_cluster(running: Running) -> None:
    """Remove what root keeps outside a folder that the service user cannot reach."""
    home = running.cluster.parent
    if home.is_relative_to(ROOT_HOME):
        subprocess.run(["rm", "-rf", str(home), f"{home}.owner"], check=True)


def test_list_j_the_first_start_prints_a_link_and_makes_no_password(installation: Installation) -> None:
    running = installation.running()
    kept = running.data_dir / "set-up-link.txt"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text().strip() in running.said()
    assert "/desk/set-up#token=" in running.said()
    assert "password" not in running.said().lower()


def test_every_child_that_is_killed_comes_back(installation: Installation) -> None:
    running = installation.running()
    until(lambda: len(running.children()) == 4, 40)
    for victim in running.children():  # database, web, worker, mail
        others = set(running.children()) - {victim}
        os.kill(victim, signal.SIGKILL)

        def back(victim: int = victim, others: set[int] = others) -> bool:
            now = set(running.children())
            return victim not in now and others <= now and len(now) == 4

        until(back, BACK_WITHIN)
        until(running.healthy, 60)
    until(lambda: _greets(running.smtp_port), 60)


def test_nobody_is_refused_while_web_is_away(installation: Installation) -> None:
    running = installation.running()
    until(lambda: len(running.children()) == 4, 40)
    web = next(pid for pid in running.children() if _listens(pid, running.port))
    os.kill(web, signal.SIGKILL)
    assert running.healthy()


def test_a_second_start_on_the_same_data_is_refused(installation: Installation) -> None:
    running = installation.running()
    second = Running(running.data_dir, name="second")
    assert second.process.wait(120) == 1
    assert f"already runs on {running.data_dir}" in second.said()
    assert str(running.process.pid) in second.said()
    assert running.healthy()


def test_a_taken_port_is_named(installation: Installation, tmp_path: Path) -> None:
    running = installation.running()
    second = Running(tmp_path / "other", port=running.port)
    assert second.process.wait(120) == 1
    assert f"127.0.0.1:{running.port}" in second.said()
    assert "--port" in second.said()


def test_a_stop_leaves_nothing_and_the_next_start_is_quick(installation: Installation) -> None:
    data_dir = installation.stopped()
    assert installation.current is not None
    assert installation.current.process.returncode == 0
    assert installation.current.everything() == []
    assert installation.current.said().count("ready ") == 1
    begun = time.monotonic()
    running = installation.running()
    assert running.data_dir == data_dir
    assert time.monotonic() - begun < SECOND_START_WITHIN
    assert len(running.everything()) >= 5


def test_when_the_supervisor_is_killed_all_die_and_the_next_start_recovers(
    installation: Installation,
) -> None:
    running = installation.running()
    running.process.kill()
    running.process.wait()
    again = installation.running()  # at once, while the old database may still be stopping
    until(lambda: len(again.children()) == 4, 10)
    assert again.healthy()


def test_a_start_that_is_no_longer_wanted_ends_at_once(tmp_path: Path) -> None:
    running = Running(tmp_path / "data")
    until(lambda: running.cluster.exists() or running.process.poll() is not None, 30)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(STOP_WITHIN) == 0
    until(lambda: running.everything() == [], 5)
    assert "ready" not in running.said()
    remove_cluster(running)


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            return client.recv(4) == b"220 "
    except OSError:
        return False


def _listens(pid: int, port: int) -> bool:
    """Whether the process has the listening socket of `port` open."""
    wanted = None
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[3] == "0A" and int(words[1].split(":")[1], 16) == port:
            wanted = f"socket:[{words[9]}]"
    try:
        return any(str(link.readlink()) == wanted for link in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False
