"""Move tickets from one requester to another, when contacts are merged or a merge is undone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from relaydesk.people.public import Move
from relaydesk.platform.events import record_many
from relaydesk.tickets.events import TicketEdited, subject_of

# The version counts up as with every change; the order of lists stays, since nothing happened to the work.
_MOVE = """
UPDATE tickets_ticket t SET requester_id = %s, version = version + 1
  FROM (SELECT id FROM tickets_ticket WHERE requester_id = %s {only} ORDER BY id FOR UPDATE) found
 WHERE t.id = found.id RETURNING t.id, t.number, t.version
"""


def move_tickets(move: Move) -> list[int]:
    """Move all tickets of a requester.

    Returns:
        The ids of the tickets moved.
    """
    return _moved(_MOVE.format(only=""), [move.target, move.source], move)


def move_tickets_back(move: Move, moved: Sequence[Any]) -> int:
    """Move those of these tickets that the source still has; return how many they were."""
    if not moved:
        return 0
    return len(_moved(_MOVE.format(only="AND id = ANY(%s)"), [move.target, move.source, list(moved)], move))


def _moved(sql: str, params: list[Any], move: Move) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = sorted(cursor.fetchall())
    facts = [
        (_fact(ticket_id, number, version, move.source, move.target), subject_of(ticket_id))
        for ticket_id, number, version in rows
    ]
    record_in_parts(facts, move)
    return [ticket_id for ticket_id, _, _ in rows]


def _fact(ticket_id: int, number: str, version: int, before: UUID, after: UUID) -> TicketEdited:
    return TicketEdited(
        ticket_id=ticket_id,
        number=number,
        changes={"requester_id": [str(before), str(after)]},
        ticket_version=version,
    )


def record_in_parts(facts: list[tuple[TicketEdited, str]], move: Move, size: int = 1000) -> None:
    """Record facts, at most `size` by one statement."""
    at: datetime = move.at
    for start in range(0, len(facts), size):
        record_many(facts[start : start + size], actor=move.actor, at=at)
