"""Whence something was done: address, session or token, and request; kept with each event of that moment."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import orjson

Source = Mapping[str, str]
# A function, for most requests record nothing and need not find out.
_current: ContextVar[Callable[[], Source] | None] = ContextVar("relaydesk_source", default=None)


def current_source() -> str | None:
    """The source of what is done in this context as JSON text, or None where nobody has said."""
    ask = _current.get()
    return None if ask is None else orjson.dumps(dict(ask())).decode()


@contextmanager
def done_from(ask: Callable[[], Source]) -> Iterator[None]:
    """Mark what is recorded inside as done from there.

    Args:
        ask: gives `ip`, `by` (`session:…` or `token:…`, an id that opens nothing) and `request`, where known.
    """
    token = _current.set(ask)
    try:
        yield
    finally:
        _current.reset(token)
