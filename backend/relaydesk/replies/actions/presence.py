"""Who is at a ticket: rows that a screen renews, and that end by themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor
from relaydesk.replies.policies import writer
from relaydesk.tickets import public as tickets

ALIVE = timedelta(seconds=40)
"""A screen renews every 15 s; who misses two has left."""
FADED = timedelta(seconds=120)

_RENEW = """
WITH gone AS (DELETE FROM replies_onlooker WHERE seen_at < %(gone)s),
mine AS (
    INSERT INTO replies_onlooker (id, ticket_id, agent_id, writing, since, seen_at)
    VALUES (%(id)s, %(ticket)s, %(agent)s, %(writing)s, %(at)s, %(at)s)
    ON CONFLICT (ticket_id, agent_id) DO UPDATE SET writing = excluded.writing, seen_at = excluded.seen_at,
        since = CASE WHEN replies_onlooker.writing = excluded.writing THEN replies_onlooker.since
                     ELSE excluded.since END
)
SELECT o.agent_id, a.name, o.writing, o.since, o.seen_at
  FROM replies_onlooker o JOIN people_agent a ON a.id = o.agent_id
 WHERE o.ticket_id = %(ticket)s AND o.agent_id <> %(agent)s AND o.seen_at >= %(gone)s
 ORDER BY o.since, o.agent_id LIMIT 20
"""
_LEAVE = "UPDATE replies_onlooker SET writing = '', seen_at = %s WHERE ticket_id = %s AND agent_id = %s"


@dataclass(frozen=True, slots=True)
class OnlookerView:
    """Somebody else at the ticket; `here` is False for one who has just left."""

    id: UUID
    name: str
    writing: str
    since: datetime
    here: bool


def renew_presence(*, actor: Actor, at: datetime, number: str, writing: str) -> list[OnlookerView]:
    """Say that the actor has the ticket open, and what he writes ("", "reply", "note"); who else is there.

    Raises:
        NotFound: the ticket is out of sight.
    """
    ticket = tickets.ticket_for(actor, number)
    params: dict[str, Any] = {
        "gone": at - FADED,
        "id": uuid7(),
        "ticket": ticket.id,
        "agent": writer(actor),
        "writing": writing,
        "at": at,
    }
    with hot_cursor() as cursor:
        cursor.execute(_RENEW, params)
        rows = cursor.fetchall()
    return [
        OnlookerView(agent_id, name, doing if seen_at >= at - ALIVE else "", since, seen_at >= at - ALIVE)
        for agent_id, name, doing, since, seen_at in rows
    ]


def leave(*, actor: Actor, at: datetime, number: str) -> None:
    """The actor has closed the ticket: his face fades for the others."""
    ticket = tickets.ticket_for(actor, number)
    with hot_cursor() as cursor:
        cursor.execute(_LEAVE, [at - ALIVE - timedelta(seconds=1), ticket.id, writer(actor)])
