"""Kills processes of an instance with -9, one after another, in random order."""

import os
import random
import signal
import threading
import time
from collections import Counter

from bench.instance import Instance
from bench.processor_time import descendants

ROLES = ("web", "worker", "mail", "postgres", "backend")


class Killer(threading.Thread):
    """Kills one process every `pause` seconds until told to stop."""

    def __init__(self, instance: Instance, pause: float, seed: int) -> None:
        super().__init__(name="killer")
        self._instance = instance
        self._pause = pause
        self._random = random.Random(seed)
        self._over = threading.Event()
        self.kills: Counter[str] = Counter()

    def run(self) -> None:
        """Kill until told to stop; every role gets its turn."""
        while True:
            for role in self._random.sample(ROLES, len(ROLES)):
                if self._over.wait(self._pause * self._random.uniform(0.5, 1.5)):
                    return
                if self._kill_one(role):
                    self.kills[role] += 1

    def stop(self) -> None:
        """No more kills."""
        self._over.set()
        self.join()

    def _kill_one(self, role: str) -> bool:
        """Kill one process of this role, waiting a moment when it is just being started again."""
        for _ in range(20):
            pid = self._find(role)
            if pid is not None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                return True
            time.sleep(0.1)
        return False

    def _find(self, role: str) -> int | None:
        if role != "backend":
            living = self._instance.processes(role)
            return self._random.choice(living) if living else None
        servers = self._instance.processes("postgres")
        backends = [process.pid for root in servers for process in descendants(root)]
        return self._random.choice(backends) if backends else None
