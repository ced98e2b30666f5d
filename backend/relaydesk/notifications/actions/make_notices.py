"""Tell agents of a fact: a line in the list, and what is to leave by mail or push."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

import orjson
from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, ActorKind
from relaydesk.notifications.contracts import Channel, Kind
from relaydesk.notifications.events import NoticesMade
from relaydesk.notifications.queries.choosing import Chosen, chosen_by
from relaydesk.notifications.queries.seeing import may_be_told
from relaydesk.notifications.rules.timing import due_at, zone_of
from relaydesk.notifications.rules.words import REQUESTER
from relaydesk.notifications.rules.words import SYSTEM as THE_SYSTEM
from relaydesk.people import public as people
from relaydesk.platform.events import ActorRef, Delivered, record
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets

ACTOR = SYSTEM("notifications")
FRESH = timedelta(days=1)
"""What is told later, after an outage or an import, stands in the list and leaves by no other way."""

# The ledger: what stands in it was told, or is being told, and is never told again.
_ENTER = """
INSERT INTO notifications_delivery
       (id, agent_id, event_id, channel, ticket_id, kind, words, made_at, state, due_at, attempts)
SELECT g.id, g.agent_id, %s::bigint, g.channel, %s::bigint, g.kind, %s::jsonb, %s::timestamptz, g.state,
       g.due_at, 0
  FROM jsonb_to_recordset(%s::jsonb)
    AS g(id uuid, agent_id uuid, channel text, kind text, state text, due_at timestamptz)
 ORDER BY g.agent_id, g.channel
ON CONFLICT (agent_id, event_id, channel) DO NOTHING
RETURNING agent_id, channel, kind
"""
_LINE = """
INSERT INTO notifications_notice AS n (id, agent_id, ticket_id, kind, words, count, at)
SELECT g.id, g.agent_id, %s::bigint, g.kind, %s::jsonb, 1, %s::timestamptz
  FROM jsonb_to_recordset(%s::jsonb) AS g(id uuid, agent_id uuid, kind text)
 ORDER BY g.agent_id
ON CONFLICT (agent_id, ticket_id) WHERE read_at IS NULL
DO UPDATE SET kind = excluded.kind, words = excluded.words, count = n.count + 1,
              at = greatest(n.at, excluded.at)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Who is to hear of what: the kind for each agent, and the words of the sentence."""

    wanted: Mapping[UUID, Kind]
    words: Mapping[str, str]


@transaction.atomic
def make_notices(*, delivered: Delivered, ticket_id: int, told: Told, at: datetime) -> frozenset[UUID]:
    """Tell agents of one fact; the same fact again tells nobody anew.

    Left out are the one who did it, those who may not see the ticket or the field, those who are switched
    off, and those who chose no channel for the kind.

    Args:
        delivered: the fact.
        ticket_id: what it is about.
        told: who is to hear of what.
        at: now.

    Returns:
        The agents who have something new in their lists.
    """
    wanted = {agent_id: kind for agent_id, kind in told.wanted.items() if not _did(delivered.actor, agent_id)}
    view = tickets.ticket(ticket_id) if wanted else None
    if view is None or view.deleted_at is not None:
        return frozenset()
    actors = access.actors_of_agents(list(wanted), at)
    readers = {
        agent_id: wanted[agent_id]
        for agent_id, actor in actors.items()
        if may_be_told(actor, wanted[agent_id], view)
    }
    entries = _entries(readers, at, leaves=at - delivered.at <= FRESH)
    if not entries:
        return frozenset()
    words = orjson.dumps({**_by(delivered.actor), **told.words}).decode()
    with hot_cursor() as cursor:
        cursor.execute(_ENTER, [delivered.id, ticket_id, words, at, orjson.dumps(entries).decode()])
        new = cursor.fetchall()
        lines = [
            {"id": uuid7(), "agent_id": agent_id, "kind": kind}
            for agent_id, channel, kind in new
            if channel == Channel.APP
        ]
        if not lines:
            return frozenset()
        cursor.execute(_LINE, [ticket_id, words, delivered.at, orjson.dumps(lines).decode()])
    agents = frozenset(agent_id for agent_id, channel, _ in new if channel == Channel.APP)
    accounts = sorted(account for one in agents if (account := actors[one].account_id) is not None)
    fact = NoticesMade(about=ticket_id, for_accounts=tuple(accounts))
    record(fact, actor=ACTOR.ref, subject=f"notices:{ticket_id}", at=at)
    return agents


def _did(actor: ActorRef, agent_id: UUID) -> bool:
    return actor.kind == ActorKind.AGENT and actor.id == str(agent_id)


def _by(actor: ActorRef) -> dict[str, str]:
    if actor.kind == ActorKind.AGENT:
        return {"by": actor.name}
    zh, en = REQUESTER if actor.kind == ActorKind.CONTACT else THE_SYSTEM
    return {"by": zh, "by_en": en}


def _entries(readers: Mapping[UUID, Kind], at: datetime, *, leaves: bool) -> list[dict[str, object]]:
    """Rows of the ledger: one for each reader and channel that he chose for the kind."""
    if not readers:
        return []
    chosen, agents = chosen_by(readers, at), people.agents(readers)
    found: list[dict[str, object]] = []
    for agent_id, kind in readers.items():
        zone = zone_of(agents[agent_id].timezone)
        for channel in sorted(chosen[agent_id].channels.get(kind.key, kind.channels)):
            waits = channel is not Channel.APP
            if waits and not leaves:
                continue
            found.append(
                {
                    "id": uuid7(),
                    "agent_id": agent_id,
                    "channel": channel.value,
                    "kind": kind.key,
                    "state": "waiting" if waits else "sent",
                    "due_at": _due(chosen[agent_id], zone, at, channel, kind) if waits else None,
                }
            )
    return found


def _due(chosen: Chosen, zone: tzinfo, at: datetime, channel: Channel, kind: Kind) -> datetime:
    return due_at(chosen.timing, zone, at, gathers=channel is Channel.MAIL, urgent=kind.urgent)
