"""Write into the ledger what became of its entries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.platform.sql import hot_cursor

_SETTLE = """
UPDATE notifications_delivery SET state = %s, due_at = %s::timestamptz, attempts = attempts + %s::int
 WHERE id = ANY(%s::uuid[])
"""


def settle_entries(
    ids: Sequence[UUID], *, state: str, due_at: datetime | None = None, tries: int = 0
) -> None:
    """Set the state of entries, when they are due again, and count a try."""
    if ids:
        with hot_cursor() as cursor:
            cursor.execute(_SETTLE, [state, due_at, tries, list(ids)])
