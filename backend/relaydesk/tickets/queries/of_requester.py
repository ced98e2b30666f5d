"""How many tickets of one requester an actor may see."""

from uuid import UUID

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.tickets.contracts import COUNT_CAP, OPEN_CATEGORIES
from relaydesk.tickets.policies import reach


def count_of_requester(actor: Actor, requester_id: UUID) -> tuple[int, int]:
    """Open ones and all, each up to COUNT_CAP."""
    allowed, params = reach(actor).sql()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE found.status_category = ANY(%s)), count(*) FROM"  # noqa: S608
            f" (SELECT t.status_category FROM tickets_ticket t WHERE t.requester_id = %s AND {allowed}"
            " ORDER BY t.updated_at DESC, t.id DESC LIMIT %s) found",
            [[c.value for c in OPEN_CATEGORIES], requester_id, *params, COUNT_CAP],
        )
        opened, total = cursor.fetchone()
    return opened, total
