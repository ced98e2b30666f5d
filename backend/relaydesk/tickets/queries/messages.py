"""Reading messages with their attachments."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from relaydesk.files import public as files
from relaydesk.platform.errors import Invalid
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import AuthorKind, MessageView, Recipients, Visibility

_SINCE = """
WITH seen AS (SELECT created_at, id FROM tickets_message WHERE id = %s AND ticket_id = %s)
SELECT ARRAY(SELECT m.id FROM tickets_message m
              WHERE m.ticket_id = %s AND (m.created_at, m.id) > (seen.created_at, seen.id)
                AND m.visibility = 'public' AND NOT m.automatic AND m.author_agent_id IS DISTINCT FROM %s
              ORDER BY m.created_at, m.id LIMIT 20)
  FROM seen
"""
COLUMNS = (
    "m.id, m.ticket_id, m.visibility, m.author_kind, m.author_agent_id, m.author_contact_id, m.author_name, "
    "m.automatic, m.channel, m.body_html, m.body_text, m.quoted_html, m.created_at, m.recipients::text, "
    "m.origin_id"
)


def read_messages(where: str, params: Sequence[Any], order: str = "m.created_at, m.id") -> list[MessageView]:
    """Read messages; `where` and `order` are constant SQL over `m`. Two statements in all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM tickets_message m WHERE {where} ORDER BY {order}",  # noqa: S608 - constants
            params,
        )
        rows = cursor.fetchall()
    attached = files.of_owners([f"message:{row[0]}" for row in rows]) if rows else {}
    return [
        MessageView(
            ident,
            ticket_id,
            Visibility(visibility),
            AuthorKind(author_kind),
            *(*rest, attached.get(f"message:{ident}", ()), recipients_from(recipients), origin_id),
        )
        for ident, ticket_id, visibility, author_kind, *rest, recipients, origin_id in rows
    ]


def recipients_from(text: str | None) -> Recipients | None:
    """The addresses to which a message went, from their column."""
    if text is None:
        return None
    return Recipients(**{kind: tuple(addresses) for kind, addresses in orjson.loads(text).items()})


def public_since(ticket_id: int, seen: UUID, *, not_by: UUID | None) -> list[UUID]:
    """What came publicly after a message that somebody had before his eyes, oldest first, at most twenty.

    Machines' messages do not count, nor his own (`not_by`, an agent).

    Raises:
        Invalid: the message is none of this ticket's.
    """
    with hot_cursor() as cursor:
        cursor.execute(_SINCE, [seen, ticket_id, ticket_id, not_by])
        row = cursor.fetchone()
    if row is None:
        raise Invalid.field("seen_message_id", "unknown_message", "This ticket has no such message.")
    return list(row[0])


def by_external_ids(external_ids: Collection[str]) -> dict[str, MessageView]:
    """The messages stored under these names of their channels."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT external_id, id FROM tickets_message WHERE external_id = ANY(%s)", [list(external_ids)]
        )
        names = dict(cursor.fetchall())
    found = {m.id: m for m in read_messages("m.id = ANY(%s)", [list(names.values())])} if names else {}
    return {name: found[message_id] for name, message_id in names.items() if message_id in found}


def ticket_of_message(message_id: UUID) -> int | None:
    """The ticket to which a message belongs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ticket_id FROM tickets_message WHERE id = %s", [message_id])
        row = cursor.fetchone()
    return row[0] if row else None
