"""Merged tickets: where they went, and what came in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState

# UNION drops what was seen already, so that even a ring in the data would end.
_ROOT = """
WITH RECURSIVE up(id, merged_into_id) AS (
    SELECT id, merged_into_id FROM tickets_ticket WHERE id = %s
    UNION
    SELECT t.id, t.merged_into_id FROM tickets_ticket t JOIN up ON t.id = up.merged_into_id
)
SELECT id FROM up WHERE merged_into_id IS NULL
"""
_TREE = """
WITH RECURSIVE below(root, id) AS (
    SELECT id, id FROM tickets_ticket WHERE id = ANY(%s::bigint[])
    UNION
    SELECT b.root, t.id FROM tickets_ticket t JOIN below b ON t.merged_into_id = b.id
)
SELECT root, array_agg(id) FROM below GROUP BY root
"""
_MERGES = """
SELECT id, source_id, target_id, at, actor_name FROM tickets_merge
 WHERE undone_at IS NULL AND (target_id = %s OR source_id = %s) ORDER BY at, id
"""


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands."""

    id: UUID
    source_id: int
    target_id: int
    at: datetime
    actor_name: str


def root_of(ticket_id: int) -> int:
    """The ticket in which a merged one goes on; one that is not merged is its own root."""
    with hot_cursor() as cursor:
        cursor.execute(_ROOT, [ticket_id])
        row = cursor.fetchone()
    return row[0] if row else ticket_id


def trees_of(ids: Collection[int]) -> dict[int, list[int]]:
    """Each ticket with all that was merged into it, directly and further down, itself included."""
    with hot_cursor() as cursor:
        cursor.execute(_TREE, [list(ids)])
        return {root: sorted(below) for root, below in cursor.fetchall()}


def merges_of(ticket_id: int) -> list[MergeRow]:
    """The merges that stand and of which the ticket is a side, oldest first."""
    with hot_cursor() as cursor:
        cursor.execute(_MERGES, [ticket_id, ticket_id])
        return [MergeRow(*row) for row in cursor.fetchall()]


def number_of_root(actor: Actor, state: TicketState) -> str | None:
    """The number of the ticket in which a merged one goes on, if the reader may see it."""
    if state.merged_into_id is None:
        return None
    root = read_state(root_of(state.id), reach=reach(actor))
    return root.number if root else None
