"""Names of tags are written down when they are first given, so that they can be offered."""

from collections.abc import Iterable

from django.db import transaction

from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.queries.tags import folded

_MOST_KNOWN = 50_000
_WRITE = """
INSERT INTO tickets_tag (name, folded) SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT (name) DO NOTHING
"""
_known: set[str] = set()
"""Names of which this process knows that they are written down: none is ever deleted."""


def remember_tags(names: Iterable[str]) -> None:
    """Write down those names that are new, in the caller's transaction."""
    new = sorted(set(names) - _known)
    if not new:
        return
    with hot_cursor() as cursor:
        cursor.execute(_WRITE, [new, [folded(name) for name in new]])
    transaction.on_commit(lambda: _keep(new))


def _keep(names: Iterable[str]) -> None:
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    _known.update(names)
