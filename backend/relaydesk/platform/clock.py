"""The one place that reads the wall clock. Rules never do; actions receive the time as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: datetime | None = None


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return _frozen or datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock of this process still at `at` (aware), for the duration of a test."""
    global _frozen
    if at.tzinfo is None:
        raise ValueError("a frozen clock needs an aware datetime")
    before, _frozen = _frozen, at.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
