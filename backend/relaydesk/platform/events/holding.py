"""Holding events back: what may still be undone is not acted upon yet.

While a batch may be taken back (a bulk change, for ten seconds), its facts stand in the log and are shown,
but handlers (mails to requesters, dispatch) wait. Later events of the same subject wait behind them, in
order.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection

_holder: ContextVar[UUID | None] = ContextVar("relaydesk_holder", default=None)

_DROP = "DELETE FROM platform_undelivered WHERE held_by = %s AND subject = ANY(%s::text[])"
_RELEASE = "UPDATE platform_undelivered SET held_by = NULL WHERE held_by = %s"


def current_holder() -> UUID | None:
    """By what the events recorded now are held back, or None."""
    return _holder.get()


@contextmanager
def held(by: UUID) -> Iterator[None]:
    """Hold back what is recorded inside until `release(by)`.

    Whoever holds must see to it that it is released whatever happens: by a timer set beforehand.
    """
    token = _holder.set(by)
    try:
        yield
    finally:
        _holder.reset(token)


def drop_held(by: UUID, subjects: Collection[str]) -> None:
    """Let nobody act upon what is held of these subjects: it was undone before anybody did."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [by, list(subjects)])


def release(by: UUID) -> int:
    """Let the held events go to their handlers; return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, [by])
        count: int = cursor.rowcount
    return count
