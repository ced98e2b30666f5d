"""Idempotent intake: a channel's message is stored once, however often and from wherever it comes."""

from collections.abc import Sequence

from django.db import connection

_LOCK = """
SELECT pg_advisory_xact_lock(hashtextextended('tickets.message:' || name, 0)) FROM unnest(%s::text[]) AS name
"""
_FIND = "SELECT external_id, ticket_id FROM tickets_message WHERE external_id = ANY(%s)"


def already_stored(external_ids: Sequence[str]) -> dict[str, int]:
    """Hold these names until the transaction ends, and tell which are stored, with their tickets.

    The lock comes first and the look second, in statements of their own: who had to wait for the
    lock must see what the other one committed. Names are locked in order, so that two batches
    cannot wait for each other.
    """
    if not external_ids:
        return {}
    names = sorted(set(external_ids))
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [names])
        cursor.execute(_FIND, [names])
        return dict(cursor.fetchall())
