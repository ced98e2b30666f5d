"""Processes of a cluster: finding them, and tying a child's life to ours."""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(
    None, use_errno=True
)  # loaded before any fork: nothing may be imported between fork and exec


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Make the function that a child runs before `exec`, so that it gets `number` when its parent dies.

    Linux clears the wish when the user changes, so it must run after that; `subprocess` does it in that
    order. The signal follows the *thread* that started the child: start children from the main thread.
    """
    parent = os.getpid()
    value = int(number)

    def tie() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, value, 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the wish was made
            os._exit(1)

    return tie


def processes_in(folder: Path) -> list[int]:
    """List the living processes whose working folder is `folder`: all those of a cluster have that mark."""
    wanted = str(folder.resolve())
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if str((entry / "cwd").readlink()) == wanted and _state(entry) != "Z":
                found.append(int(entry.name))
        except OSError:
            continue  # ended meanwhile, or not ours
    return found


def _state(entry: Path) -> str:
    return (entry / "stat").read_text().rpartition(")")[2].split()[0]


def send(number: signal.Signals, pids: list[int]) -> None:
    """Send a signal to each process that still lives."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until_none_in(folder: Path, *, seconds: float) -> bool:
    """Wait until no process works in `folder`; tell whether that came true within `seconds`."""
    end = time.monotonic() + seconds
    while processes_in(folder):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
