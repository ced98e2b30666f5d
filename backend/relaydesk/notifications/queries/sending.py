"""What waits to be sent, and what of it may still be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.notifications.contracts import Channel, Kind
from relaydesk.notifications.kinds import kind_of
from relaydesk.notifications.queries.seeing import may_be_told
from relaydesk.notifications.rules.words import LABELLED, Line, sentence
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets

AGENTS_DUE = """
SELECT DISTINCT agent_id FROM notifications_delivery
 WHERE channel = %s AND state = 'waiting' AND due_at <= %s LIMIT %s
"""
# One worker at a time for one agent and channel: two would each send half of a digest.
LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('notifications'), hashtext(%s))"
DUE = """
SELECT id, ticket_id, kind, words, attempts, made_at FROM notifications_delivery
 WHERE agent_id = %s AND channel = %s AND state = 'waiting' AND due_at <= %s
 ORDER BY made_at, id LIMIT 500 FOR UPDATE
"""


@dataclass(frozen=True, slots=True)
class Due:
    """One entry of the ledger that is due."""

    id: UUID
    ticket_id: int
    kind: Kind | None
    words: dict[str, str]
    attempts: int
    made_at: datetime

    @property
    def urgent(self) -> bool:
        """Whether it may break through quiet hours."""
        return self.kind is not None and self.kind.urgent


@dataclass(frozen=True, slots=True)
class Tellable:
    """What of a batch may be told: the entries, a line for each ticket, and the address of the latest."""

    entries: list[Due]
    lines: list[Line]


def agents_due(channel: Channel, at: datetime, limit: int = 20) -> list[UUID]:
    """Agents for whom something is due."""
    with hot_cursor() as cursor:
        cursor.execute(AGENTS_DUE, [channel.value, at, limit])
        return [row[0] for row in cursor.fetchall()]


def take_due(agent_id: UUID, channel: Channel, at: datetime) -> list[Due]:
    """What is due for an agent, locked; nothing when another worker is at it."""
    with hot_cursor() as cursor:
        cursor.execute(LOCK, [f"{agent_id}:{channel.value}"])
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(DUE, [agent_id, channel.value, at])
        return [_due(row) for row in cursor.fetchall()]


def _due(row: tuple[Any, ...]) -> Due:
    ident, ticket_id, key, words, attempts, made_at = row
    told = orjson.loads(words) if isinstance(words, str | bytes) else words
    return Due(ident, ticket_id, kind_of(key), told, attempts, made_at)


def reader(agent_id: UUID, at: datetime) -> Actor | None:
    """The actor that an agent is now, or None when he is switched off."""
    return access.actors_of_agents([agent_id], at).get(agent_id)


def tellable(actor: Actor, entries: Sequence[Due], *, locale: str) -> Tellable:
    """What this reader may be told at this moment, one line for each ticket, the first told first."""
    views = tickets.tickets({one.ticket_id for one in entries})
    kept = [
        one
        for one in entries
        if one.kind is not None
        and one.ticket_id in views
        and may_be_told(actor, one.kind, views[one.ticket_id])
    ]
    lines = []
    for ticket_id in dict.fromkeys(one.ticket_id for one in kept):
        of_ticket = [one for one in kept if one.ticket_id == ticket_id]
        view, latest = views[ticket_id], of_ticket[-1]
        assert latest.kind is not None
        # A label keeps words inside: what leaves the house names the ticket, not its subject.
        subject = LABELLED[locale == "en"] if view.label else tickets.subject_for(actor, view)
        said = sentence(latest.kind, latest.words, locale=locale)
        lines.append(Line(number=view.number, subject=subject, sentence=said, count=len(of_ticket)))
    return Tellable(kept, lines)


def ids_of(entries: Collection[Due]) -> list[UUID]:
    """Their ids."""
    return [one.id for one in entries]
