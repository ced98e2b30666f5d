"""Follow the record, and keep who had a part in which ticket."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.platform import followers
from relaydesk.platform.events.types import Delivered
from relaydesk.platform.sql import hot_cursor
from relaydesk.workbench.contracts import PartKind
from relaydesk.workbench.rules.parts import part_of

NAME = "workbench"
BATCH = 2000

# Opening a ticket also writes its first message and assigns it, at the same instant: that is no work.
# What is gone since (a ticket whose time in the bin is over, an agent of another copy) is left out.
_KEEP = """
INSERT INTO workbench_part AS kept (agent_id, ticket_id, kind, at)
SELECT p.agent_id, p.ticket_id, p.kind, p.at
  FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::timestamptz[]) AS p(agent_id, ticket_id, kind, at)
  JOIN people_agent a ON a.id = p.agent_id JOIN tickets_ticket t ON t.id = p.ticket_id
 WHERE p.kind = 'opened' OR NOT EXISTS (SELECT FROM workbench_part o
   WHERE o.ticket_id = p.ticket_id AND o.agent_id = p.agent_id AND o.kind = 'opened' AND o.at = p.at)
ON CONFLICT (ticket_id, agent_id, kind) DO UPDATE SET at = EXCLUDED.at WHERE kept.at < EXCLUDED.at
"""


def follow_the_record() -> bool:
    """Keep the parts of the next events. Returns whether there were any."""
    found = False
    for events in followers.follow(NAME, limit=BATCH):  # to its end: leaving early undoes the batch
        found = True
        parts = newest_parts(events)
        for kind in (PartKind.OPENED, PartKind.WORKED):
            _keep([(*key, at) for key, at in sorted(parts.items()) if key[2] is kind])
    return found


def _keep(rows: Sequence[tuple[UUID, int, PartKind, datetime]]) -> None:
    if rows:
        with hot_cursor() as cursor:
            cursor.execute(_KEEP, [list(column) for column in zip(*rows, strict=True)])


def newest_parts(events: Iterable[Delivered]) -> dict[tuple[UUID, int, PartKind], datetime]:
    """When which agent last had which part in which ticket, by these events."""
    parts: dict[tuple[UUID, int, PartKind], datetime] = {}
    for event in events:
        subject, _, ident = event.subject.partition(":")
        if subject != "ticket" or not ident.isdigit() or event.actor.kind != "agent" or not event.actor.id:
            continue
        kind = part_of(event.name)
        if kind is not None:
            key = (UUID(event.actor.id), int(ident), kind)
            parts[key] = max(parts.get(key, event.at), event.at)
    return parts
