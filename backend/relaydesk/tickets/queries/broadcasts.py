"""Updates of a major issue and what became of them."""

from typing import Any
from uuid import UUID

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.tickets.queries.seen_numbers import seen_numbers
from relaydesk.tickets.rules.state import TicketState

Json = dict[str, Any]
_ALL = """
SELECT b.id, b.created_at, b.author_name, b.finished_at, b.set_status IS NOT NULL, count(l.id),
       count(l.id) FILTER (WHERE l.state = 'sent'), count(l.id) FILTER (WHERE l.state = 'refused')
  FROM tickets_broadcast b JOIN tickets_broadcastline l ON l.broadcast_id = b.id
 WHERE b.ticket_id = %s GROUP BY b.id ORDER BY b.id DESC LIMIT 50
"""
_LINES = """
SELECT l.ticket_id, l.state, l.code
  FROM tickets_broadcastline l JOIN tickets_broadcast b ON b.id = l.broadcast_id
 WHERE b.id = %s AND b.ticket_id = %s ORDER BY l.id LIMIT 1000
"""
_NAMES = ("id", "at", "by", "finished_at", "solve", "total", "sent", "refused")


def broadcasts_of(state: TicketState) -> list[Json]:
    """The updates of a ticket, newest first, with how many were sent and refused."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [state.id])
        return [dict(zip(_NAMES, row, strict=True)) for row in cursor.fetchall()]


def lines_of(state: TicketState, broadcast_id: UUID, *, actor: Actor) -> list[Json]:
    """What became of each ticket; the number only of those that the reader may see."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [broadcast_id, state.id])
        rows = cursor.fetchall()
    numbers = seen_numbers(actor, {row[0] for row in rows})
    return [{"number": numbers.get(ticket), "state": state_, "code": code} for ticket, state_, code in rows]
