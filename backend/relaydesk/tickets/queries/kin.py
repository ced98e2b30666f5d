"""Tickets of one requester that came out of one another."""

from django.db import connection

from relaydesk.tickets.contracts import Kin, LinkKind

_KIN = """
SELECT l.kind, l.source_id = t.id, o.id, o.number
  FROM tickets_ticket t
  JOIN tickets_ticketlink l ON (l.source_id = t.id OR l.target_id = t.id) AND l.kind = ANY(%s)
  JOIN tickets_ticket o ON o.id = CASE WHEN l.source_id = t.id THEN l.target_id ELSE l.source_id END
 WHERE t.id = %s AND o.requester_id = t.requester_id AND o.deleted_at IS NULL
 ORDER BY o.id LIMIT 20
"""


def kin_of(ticket_id: int) -> list[Kin]:
    """What was split off a ticket or follows it, and out of what it came itself.

    Only tickets of the same requester, so that he may be told of each: never one that became somebody else's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KIN, [[LinkKind.SPLIT.value, LinkKind.FOLLOW_UP.value], ticket_id])
        return [
            Kin(kind=LinkKind(kind), later=later, ticket_id=other, number=number)
            for kind, later, other, number in cursor.fetchall()
        ]
