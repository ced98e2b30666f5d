"""The threads of a worker process: events, timers, jobs, modules' loops, and one that renews leases."""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

import structlog

from relaydesk.platform import beats, module_loops, worker_jobs
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.platform.events.delivery import HEADS, deliver_batch
from relaydesk.platform.firing import fire_batch, seconds_to_next
from relaydesk.platform.ids import uuid7
from relaydesk.platform.leases import LEASES, RENEW_SECONDS

log = structlog.get_logger(__name__)

DELIVERY_THREADS = 2
IDLE_SECONDS = 0.1
IDLE_SECONDS_OF_HELPERS = 0.5
TIMER_SECONDS = 0.5
BEAT_SECONDS = 2.0
SWEEP_SECONDS = 3.0
STOP_SECONDS = 3.5


class WorkerProcess:
    """One worker: started by `run`, ended by SIGTERM or SIGINT."""

    def __init__(self) -> None:
        self.id = uuid7()
        self.stop = threading.Event()
        self.backlog = threading.Event()
        self._beat_due = self._sweep_due = 0.0

    def run(self) -> None:
        """Work until told to stop; then finish what is at hand, at most `STOP_SECONDS`, and leave."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        threads = [
            threading.Thread(target=self._keep_trying, args=(name, step), name=name, daemon=True)
            for name, step in self._steps()
        ]
        for thread in threads:
            thread.start()
        log.info("worker.started", worker=str(self.id))
        while not self.stop.wait(1.0):
            pass
        deadline = time.monotonic() + STOP_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        stuck = [thread.name for thread in threads if thread.is_alive()]
        log.info("worker.stopped", worker=str(self.id), unfinished=stuck)
        # What is still running is left to its lease; a thread that hangs must not keep the process.
        os._exit(0)

    def _steps(self) -> list[tuple[str, Callable[[], float]]]:
        helpers = [(f"delivery-{n}", self._help_deliver) for n in range(1, DELIVERY_THREADS)]
        return [
            ("delivery-0", self._deliver),
            *helpers,
            ("timers", self._fire),
            ("jobs", self._run_jobs),
            *((loop.name, _module_step(loop)) for loop in module_loops.loops()),
            ("keeper", self._keep),
        ]

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()
        self.backlog.set()

    def _keep_trying(self, name: str, step: Callable[[], float]) -> None:
        """Repeat `step`, which says how many seconds to rest; after errors rest longer, up to 2 s."""
        pause = 0.1
        while not self.stop.is_set():
            try:
                rest = step()
                pause = 0.1
            except Exception as error:
                log.error("worker.error", thread=name, pause=pause, exc_info=error)
                rest, pause = pause, min(pause * 2, 2.0)
                forget_broken_connections()
            if rest:
                self.stop.wait(rest)
        if name == "keeper":
            self._farewell()
        forget_broken_connections()

    def _deliver(self) -> float:
        count = deliver_batch(stopping=self.stop.is_set)
        if count >= HEADS:
            self.backlog.set()
        elif not self.stop.is_set():
            self.backlog.clear()
        return 0.0 if count else IDLE_SECONDS

    def _help_deliver(self) -> float:
        self.backlog.wait(IDLE_SECONDS_OF_HELPERS)
        if not self.stop.is_set() and not deliver_batch(stopping=self.stop.is_set):
            return IDLE_SECONDS
        return 0.0

    def _fire(self) -> float:
        if fire_batch(stopping=self.stop.is_set):
            return 0.0
        return seconds_to_next(TIMER_SECONDS)

    def _keep(self) -> float:
        LEASES.renew()
        now = time.monotonic()
        if now >= self._beat_due:
            beats.beat(self.id, "worker")
            self._beat_due = now + BEAT_SECONDS
        if now >= self._sweep_due:
            worker_jobs.sweep_dead_workers()
            self._sweep_due = now + SWEEP_SECONDS
        return RENEW_SECONDS

    def _run_jobs(self) -> float:
        worker_jobs.run_lanes(self.stop)
        return 0.0

    def _farewell(self) -> None:
        try:
            beats.end(self.id)
        except Exception as error:
            log.warning("worker.error", thread="keeper", exc_info=error)


def _module_step(loop: module_loops.WorkerLoop) -> Callable[[], float]:
    return lambda: 0.0 if loop.run() else loop.idle_seconds
