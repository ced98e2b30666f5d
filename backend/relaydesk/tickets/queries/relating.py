"""What hangs together with a ticket."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import LinkKind
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules.state import TicketState

MOST_SHOWN = 200

# Each direction along its own index.
_LINKS = """
(SELECT id, kind, true AS outward, target_id AS other, created_at FROM tickets_ticketlink
  WHERE source_id = %s ORDER BY created_at, id LIMIT %s)
UNION ALL
(SELECT id, kind, false, source_id, created_at FROM tickets_ticketlink
  WHERE target_id = %s ORDER BY created_at, id LIMIT %s)
ORDER BY created_at, id
"""
_PROGRESS = """
SELECT l.kind, count(*), count(*) FILTER (WHERE c.status_category IN ('solved', 'closed'))
  FROM tickets_ticketlink l JOIN tickets_ticket c ON c.id = l.target_id
 WHERE l.source_id = %s AND l.kind IN ('parent', 'major') AND c.deleted_at IS NULL GROUP BY l.kind
"""
_ANCESTORS = """
WITH RECURSIVE up(id, place) AS (
    SELECT source_id, 1 FROM tickets_ticketlink WHERE target_id = %s AND kind = 'parent'
    UNION
    SELECT l.source_id, up.place + 1 FROM tickets_ticketlink l JOIN up ON l.target_id = up.id
     WHERE l.kind = 'parent' AND up.place < 50
)
SELECT id FROM up ORDER BY place
"""
_BELOW = """
WITH RECURSIVE below(id, place) AS (
    SELECT target_id, 1 FROM tickets_ticketlink WHERE source_id = %s AND kind = 'parent'
    UNION
    SELECT l.target_id, below.place + 1 FROM tickets_ticketlink l JOIN below ON l.source_id = below.id
     WHERE l.kind = 'parent' AND below.place < 50
)
SELECT coalesce(max(place), 0) FROM below
"""
_OPEN_CHILDREN = """
SELECT l.source_id, count(*) FROM tickets_ticketlink l JOIN tickets_ticket c ON c.id = l.target_id
 WHERE l.source_id = ANY(%s::bigint[]) AND l.kind = 'parent' AND c.deleted_at IS NULL
   AND c.status_category IN ('new', 'open', 'waiting', 'hold') GROUP BY l.source_id
"""
_UNDER = """t.id IN (SELECT l.target_id FROM tickets_ticketlink l WHERE l.source_id = %s AND l.kind = %s)
 AND t.deleted_at IS NULL AND t.status_category IN ('new', 'open', 'waiting', 'hold')"""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link seen from one ticket."""

    id: UUID
    kind: LinkKind
    outward: bool
    other_id: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tickets hang below, and how many of them are done."""

    total: int
    done: int


def links_of(ticket_id: int) -> list[LinkRow]:
    """The links of a ticket in both directions, oldest first, at most MOST_SHOWN each way."""
    with hot_cursor() as cursor:
        cursor.execute(_LINKS, [ticket_id, MOST_SHOWN, ticket_id, MOST_SHOWN])
        return [
            LinkRow(ident, LinkKind(kind), outward, other)
            for ident, kind, outward, other, _ in cursor.fetchall()
        ]


def tallies_of(ticket_id: int) -> Mapping[LinkKind, Tally]:
    """Progress of the children, and of the tickets under a major issue; whoever asks may know the numbers."""
    with hot_cursor() as cursor:
        cursor.execute(_PROGRESS, [ticket_id])
        return {LinkKind(kind): Tally(total, done) for kind, total, done in cursor.fetchall()}


def ancestors_of(ticket_id: int) -> list[int]:
    """Parents upwards, nearest first."""
    with hot_cursor() as cursor:
        cursor.execute(_ANCESTORS, [ticket_id])
        return [row[0] for row in cursor.fetchall()]


def generations_below(ticket_id: int) -> int:
    """How many generations of children hang below a ticket."""
    with hot_cursor() as cursor:
        cursor.execute(_BELOW, [ticket_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def open_below(ticket_id: int, kind: LinkKind) -> list[TicketState]:
    """The open children of a ticket, or the open tickets under a major issue, whoever asks."""
    return read_states(_UNDER, [ticket_id, kind.value], reach=EVERYTHING)


def others(ids: Collection[int]) -> dict[int, TicketState]:
    """Tickets at the other end, whoever asks: the caller shows those that the reader may see."""
    if not ids:
        return {}
    return {state.id: state for state in read_states("t.id = ANY(%s)", [list(ids)], reach=EVERYTHING)}


def open_children_of(ids: Collection[int]) -> dict[int, int]:
    """How many children of each of these tickets are not done; those without any are left out."""
    with hot_cursor() as cursor:
        cursor.execute(_OPEN_CHILDREN, [list(ids)])
        return dict(cursor.fetchall())
