"""Loops of the worker: work that modules claim from their own tables in batches.

A job row for each of thousands of rows would cost more than the work (Procrastinate: 112 jobs/s here; a claim
of a batch with SKIP LOCKED: 2,900 rows/s). A module that has such a table registers a function in its
`registrations.py`; the worker process calls it again and again in a thread of its own. The function claims,
commits, works, and returns whether there was anything to do; while there was, it is called again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerLoop:
    """One registered loop; `idle_seconds` is the pause after a call that found nothing to do."""

    name: str
    run: Callable[[], bool]
    idle_seconds: float


_loops: dict[str, WorkerLoop] = {}


def register(name: str, run: Callable[[], bool], *, idle_seconds: float = 0.5) -> None:
    """Register a loop under a name like "channels.intake".

    Args:
        run: does one batch and returns True when it did something. It may raise: the worker logs it and
            pauses. It is safe to run in several workers at once, and to be killed at any line.
        idle_seconds: pause when there is nothing to do.

    Raises:
        ValueError: the name is taken.
    """
    if name in _loops:
        raise ValueError(f"loop {name} is registered twice")
    _loops[name] = WorkerLoop(name=name, run=run, idle_seconds=idle_seconds)


def loops() -> list[WorkerLoop]:
    """All registered loops, for the worker that runs them."""
    return list(_loops.values())
