"""Who watches which ticket."""

from collections.abc import Collection
from uuid import UUID

from relaydesk.platform.sql import hot_cursor

_WATCHERS = """
SELECT ticket_id, array_agg(agent_id ORDER BY created_at, id) FROM tickets_watcher
 WHERE ticket_id = ANY(%s::bigint[]) GROUP BY ticket_id
"""


def watchers_of(ids: Collection[int]) -> dict[int, tuple[UUID, ...]]:
    """The agents who watch these tickets, who came first before; tickets without any are left out."""
    if not ids:
        return {}
    with hot_cursor() as cursor:
        cursor.execute(_WATCHERS, [list(ids)])
        return {ticket_id: tuple(agents) for ticket_id, agents in cursor.fetchall()}
