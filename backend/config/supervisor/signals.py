"""Signals as something to wait for, instead of something that interrupts."""

import os
import select
import signal
from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StopRequest(BaseException):
    """Raised in the midst of a start that is no longer wanted."""


class Signals:
    """Collects signals while the supervisor works, and wakes it when it sleeps.

    While `interrupts` is set, the first one raises `StopRequest` wherever the program is: a start consists of
    long steps, and each may be left unfinished.
    """

    def __init__(self) -> None:
        self.stop = False
        self.interrupts = True
        self._reader, self._writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in STOPPING:
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)  # only wakes

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        first, self.stop = not self.stop, True
        if first and self.interrupts:
            raise StopRequest

    def sleep(self, seconds: float) -> None:
        """Sleep until a signal comes, at most `seconds`."""
        if self.stop:
            return
        select.select([self._reader], [], [], max(0.0, seconds))
        try:
            os.read(self._reader, 4096)
        except BlockingIOError:
            return

    def close_after_fork(self) -> None:
        """Close our ends in a child."""
        os.close(self._reader)
        os.close(self._writer)
