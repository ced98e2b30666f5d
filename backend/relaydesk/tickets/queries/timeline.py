"""The history of one ticket: messages, notes and facts in one order, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.files import public as files
from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.events import subject_of

NIL = UUID(int=0)
HIDDEN_EVENTS = ("tickets.message.added", "tickets.ticket.viewed", "tickets.agent.mentioned")
"""Facts that the thread shows itself, and those of the record alone."""

ORIGIN, NAME = 11, 12
"""Places among a line's columns."""

Key = tuple[datetime, int, UUID]
"""Where a reader stands: the instant, the number of the fact (0 for a message), the message."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line: a message (`message_id` set) or a fact (`event_id` above 0)."""

    at: datetime
    event_id: int
    message_id: UUID | None
    columns: tuple[Any, ...]
    attachments: tuple[AttachmentView, ...] = ()

    @property
    def key(self) -> Key:
        """The place of this line in the order."""
        return self.at, self.event_id, self.message_id or NIL


# Both halves are cut to the page before they meet, each along its own index.
_TIMELINE = """
(SELECT m.created_at AS at, 0::bigint AS place, m.id AS mid, m.visibility, m.author_kind, m.author_agent_id,
        m.author_contact_id, m.author_name, m.channel, m.automatic, m.body_html, m.body_text, m.quoted_html,
        m.recipients::text, m.origin_id, NULL::text AS name, NULL::text AS payload
   FROM tickets_message m WHERE m.ticket_id = %s {messages}
  ORDER BY m.created_at DESC, m.id DESC LIMIT {limit})
UNION ALL
(SELECT e.at, e.id, NULL, NULL, e.actor_kind, NULL, NULL, e.actor_name, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, e.name, e.payload::text
   FROM platform_event e WHERE e.subject = %s AND e.name <> ALL(%s) {events}
  ORDER BY e.at DESC, e.id DESC LIMIT {limit})
ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT {limit}
"""


def read_timeline(ticket_id: int, *, limit: int, after: Key | None = None) -> list[TimelineRow]:
    """Read up to `limit` lines below `after`, newest first. Two statements: the lines, their attachments."""
    message_part, event_part = "", ""
    message_params: list[Any] = [ticket_id]
    event_params: list[Any] = [subject_of(ticket_id), list(HIDDEN_EVENTS)]
    if after is not None:
        at, place, message_id = after
        message_part = "AND m.created_at <= %s AND (m.created_at, 0::bigint, m.id) < (%s, %s, %s)"
        message_params += [at, at, place, message_id]
        event_part = "AND (e.at, e.id) < (%s, %s)"
        event_params += [at, place]
    sql = _TIMELINE.format(messages=message_part, events=event_part, limit=int(limit))
    with hot_cursor() as cursor:
        cursor.execute(sql, [*message_params, *event_params])
        rows = cursor.fetchall()
    attached = files.of_owners([f"message:{row[2]}" for row in rows if row[2] is not None])
    return [
        TimelineRow(row[0], row[1], row[2], row[3:], attached.get(f"message:{row[2]}", ())) for row in rows
    ]


def payload_of(row: TimelineRow) -> dict[str, Any]:
    """The data of a fact."""
    data: dict[str, Any] = orjson.loads(row.columns[-1])
    return data


def origin_of(row: TimelineRow) -> int | None:
    """The merged ticket as part of which a message was written."""
    origin: int | None = row.columns[ORIGIN]
    return origin
