"""The chain of causes: what is recorded while a handler or timer runs was caused by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Cause:
    """The event at work now: its id (None for a timer or job begun afresh) and its depth in the chain."""

    event_id: int | None
    depth: int


_current: ContextVar[Cause | None] = ContextVar("relaydesk_cause", default=None)


def current() -> Cause | None:
    """Return what is being handled in this context, or None outside a handler."""
    return _current.get()


@contextmanager
def causation(*, event_id: int | None, depth: int) -> Iterator[None]:
    """Mark everything recorded inside as caused by `event_id`, one step deeper than `depth`."""
    token = _current.set(Cause(event_id=event_id, depth=depth))
    try:
        yield
    finally:
        _current.reset(token)
