"""A child process that is forked from the supervisor and runs one function until it is told to stop."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from relaydesk.platform.embedded_database import die_with_parent

TOLD = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LARGEST_LOG = 50 * 1024 * 1024  # bytes
STEADY_SECONDS = 20.0  # a child that lived so long has started well
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0  # seconds before a child that fails by itself is started again
KILLED_PAUSE = 0.05  # a child that was killed from outside is not at fault


@dataclass
class Child:
    """One of web, worker, mail. `work` runs in the child and returns when it was told to stop."""

    name: str
    work: Callable[[], None]
    log: Path
    after_fork: Callable[[], None] = lambda: None
    pid: int | None = None
    failures: int = 0
    exit_code: int | None = None
    _started: float = 0.0
    _due: float = field(default=0.0)

    def start(self) -> None:
        """Fork. Returns in the parent only."""
        rotate(self.log)
        tie = die_with_parent(signal.SIGKILL)
        sys.stdout.flush()
        sys.stderr.flush()
        # Held back until the child has its own handlers: a stop that comes in between would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, TOLD)
        pid = os.fork()
        if pid == 0:
            self._run(tie)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)
        self.pid, self._started = pid, time.monotonic()

    def _run(self, tie: Callable[[], None]) -> None:
        code = 1
        try:
            become_a_child(self.log, tie)
            name_process(self.name)
            self.after_fork()
            self.work()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # what the parent registered for its own end is not ours to run

    def reap(self) -> bool:
        """Tell whether it has died since the last look; then it is due again after a pause."""
        if self.pid is None:
            return False
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0:
            return False
        self.pid, self.exit_code = None, os.waitstatus_to_exitcode(status)
        lived = time.monotonic() - self._started
        if self.exit_code in (-signal.SIGKILL, -signal.SIGTERM):
            pause = KILLED_PAUSE
        else:
            self.failures = 1 if lived > STEADY_SECONDS else self.failures + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (self.failures - 1))
        self._due = time.monotonic() + pause
        return True

    @property
    def waits(self) -> float | None:
        """Seconds until it is due to start; None while it runs."""
        return None if self.pid is not None else max(0.0, self._due - time.monotonic())

    def send(self, number: signal.Signals) -> None:
        """Send a signal, when it lives."""
        if self.pid is not None:
            os.kill(self.pid, number)


def become_a_child(log: Path, tie: Callable[[], None]) -> None:
    """Cut what ties a fresh fork to the supervisor: terminal, signals, output; and die when it dies."""
    tie()
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (*TOLD, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)


def name_process(role: str) -> None:
    """Let `ps` and `top` tell the children apart: they show `rd-web`, `rd-worker`, `rd-mail`."""
    comm = Path("/proc/self/comm")
    if comm.exists():
        comm.write_text(f"rd-{role}")


def rotate(log: Path) -> None:
    """Set an overgrown log aside. Children append, so emptying the file under them is safe."""
    try:
        if log.stat().st_size > LARGEST_LOG:
            log.with_suffix(".log.1").write_bytes(log.read_bytes())
            os.truncate(log, 0)
    except FileNotFoundError:
        return


def end_of(log: Path, *, lines: int = 15) -> str:
    """Give the last lines of a log."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
