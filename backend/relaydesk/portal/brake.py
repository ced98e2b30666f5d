"""A limit kept in the memory of this process: for reads, which must not cost a write."""

import threading
from datetime import datetime

from relaydesk.platform.errors import RateLimited
from relaydesk.portal.rules.limits import Limit, seconds_to_wait

MOST_SUBJECTS = 20_000


class Brake:
    """Counts uses of one limit by subject. With several web processes each counts for itself."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._windows: dict[str, tuple[datetime, int]] = {}
        self._lock = threading.Lock()

    def check(self, subject: str, *, at: datetime) -> None:
        """Refuse when the subject has used up its window, without counting.

        Raises:
            RateLimited: come back when the window ends.
        """
        started, used = self._windows.get(subject, (at, 0))
        self._refuse_over(used + 1, started, at)

    def use(self, subject: str, *, at: datetime) -> None:
        """Count one use.

        Raises:
            RateLimited: it was one too many.
        """
        with self._lock:
            started, used = self._windows.get(subject, (at, 0))
            if at - started >= self.limit.window:
                started, used = at, 0
            if len(self._windows) >= MOST_SUBJECTS:
                self._windows.clear()
            self._windows[subject] = (started, used + 1)
        self._refuse_over(used + 1, started, at)

    def clear(self) -> None:
        """Forget all windows (tests)."""
        self._windows.clear()

    def _refuse_over(self, used: int, started: datetime, at: datetime) -> None:
        if at - started >= self.limit.window:
            return
        wait = seconds_to_wait(self.limit, used=used, window_started_at=started, at=at)
        if wait is not None:
            raise RateLimited(wait, "Too many of these in a short time.")
