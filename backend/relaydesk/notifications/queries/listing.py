"""An agent's list of notices, and how many lines of it are unread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.access.contracts import Actor
from relaydesk.notifications.kinds import kind_of
from relaydesk.notifications.queries.seeing import kinds_hidden_from
from relaydesk.notifications.rules.words import sentence
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets

MOST_COUNTED = 100

# The agent's own index first: what he may see of it by now is asked for each of his lines.
LIST = """
SELECT n.id, n.kind, n.words, n.count, n.at, n.read_at, n.ticket_id
  FROM notifications_notice n JOIN tickets_ticket t ON t.id = n.ticket_id
 WHERE n.agent_id = %s {unread} {after} AND n.kind <> ALL(%s::text[]) AND ({reach})
 ORDER BY n.at DESC, n.id DESC LIMIT %s
"""
COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM notifications_notice n JOIN tickets_ticket t ON t.id = n.ticket_id
     WHERE n.agent_id = %s AND n.read_at IS NULL AND n.kind <> ALL(%s::text[]) AND ({reach}) LIMIT %s
) AS unread
"""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line as its reader sees it."""

    id: UUID
    kind: str
    sentence: str
    sentence_en: str
    count: int
    at: datetime
    read: bool
    number: str
    subject: str


def list_notices(
    actor: Actor, *, unread_only: bool, after: tuple[datetime, UUID] | None, limit: int
) -> list[NoticeLine]:
    """The latest lines first, of tickets that he may see now; two statements."""
    sql, params = list_statement(actor, unread_only=unread_only, after=after, limit=limit)
    with hot_cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    views = tickets.tickets({row[6] for row in rows}) if rows else {}
    found = []
    for ident, key, words, count, at, read_at, ticket_id in rows:
        kind, view = kind_of(key), views.get(ticket_id)
        if kind is None or view is None:
            continue
        told = orjson.loads(words) if isinstance(words, str | bytes) else words
        found.append(
            NoticeLine(
                id=ident,
                kind=key,
                sentence=sentence(kind, told, locale="zh"),
                sentence_en=sentence(kind, told, locale="en"),
                count=count,
                at=at,
                read=read_at is not None,
                number=view.number,
                subject=tickets.subject_for(actor, view),
            )
        )
    return found


def list_statement(
    actor: Actor, *, unread_only: bool, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[str, list[Any]]:
    """The statement of the list with its parameters."""
    reach, reach_params = tickets.reachable(actor)
    sql = LIST.format(
        unread="AND n.read_at IS NULL" if unread_only else "",
        after="AND (n.at, n.id) < (%s, %s)" if after else "",
        reach=reach,
    )
    return sql, [actor.agent_id, *(after or ()), kinds_hidden_from(actor), *reach_params, limit]


def count_unread(actor: Actor) -> int:
    """How many unread lines there are, at most 100; one statement."""
    sql, params = count_statement(actor)
    with hot_cursor() as cursor:
        cursor.execute(sql, params)
        found: int = cursor.fetchone()[0]
    return found


def count_statement(actor: Actor) -> tuple[str, list[Any]]:
    """The statement of the count with its parameters."""
    reach, reach_params = tickets.reachable(actor)
    return COUNT.format(reach=reach), [
        actor.agent_id,
        kinds_hidden_from(actor),
        *reach_params,
        MOST_COUNTED,
    ]
