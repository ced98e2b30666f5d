"""Ticket types and statuses, read once a second by each process."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from relaydesk.platform.cache import cached
from relaydesk.tickets.contracts import Category, StatusView
from relaydesk.tickets.rules.transitions import DEFAULT_MOVES, Moves, legal_next


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A ticket type with its statuses in order, those of every type and its own."""

    id: UUID
    key: str
    name: str
    name_en: str
    number_pattern: str
    default_team_id: UUID | None
    moves: Moves
    statuses: Mapping[str, StatusView]
    status_ids: Mapping[str, UUID]

    def initial(self) -> StatusView:
        """The status in which a ticket begins: the first of category `new`."""
        return next(s for s in self.statuses.values() if s.category == Category.NEW)

    def first_open(self) -> StatusView:
        """The status to which an answer or a requester's message moves a ticket."""
        return next(s for s in self.statuses.values() if s.category == Category.OPEN)

    def next_of(self, status_key: str) -> list[StatusView]:
        """Where a ticket in this status may go."""
        return legal_next(self.statuses[status_key], self.statuses.values(), self.moves)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All types by key and by id, and every status by id."""

    types: Mapping[str, TypeEntry]
    types_by_id: Mapping[UUID, TypeEntry]
    statuses_by_id: Mapping[UUID, StatusView]


_STATUSES = """
SELECT id, key, name, name_en, category, color, type_id FROM tickets_status ORDER BY position, key
"""
_TYPES = """
SELECT id, key, name, name_en, number_pattern, default_team_id, moves
  FROM tickets_tickettype ORDER BY position, key
"""


@cached(seconds=1)
def catalogue() -> Catalogue:
    """The types and statuses as they are now, at most one second old."""
    with connection.cursor() as cursor:
        cursor.execute(_STATUSES)
        statuses = [
            (row[0], StatusView(row[1], row[2], row[3], Category(row[4]), row[5]), row[6])
            for row in cursor.fetchall()
        ]
        cursor.execute(_TYPES)
        types = [_entry(row, statuses) for row in cursor.fetchall()]
    return Catalogue(
        types={entry.key: entry for entry in types},
        types_by_id={entry.id: entry for entry in types},
        statuses_by_id={status_id: status for status_id, status, _ in statuses},
    )


def _entry(row: tuple, statuses: list[tuple[UUID, StatusView, UUID | None]]) -> TypeEntry:  # type: ignore[type-arg]
    type_id, key, name, name_en, pattern, team_id, moves = row
    mine = [(i, s) for i, s, only in statuses if only is None or only == type_id]
    return TypeEntry(
        id=type_id,
        key=key,
        name=name,
        name_en=name_en,
        number_pattern=pattern,
        default_team_id=team_id,
        moves=moves or DEFAULT_MOVES,
        statuses={status.key: status for _, status in mine},
        status_ids={status.key: status_id for status_id, status in mine},
    )
