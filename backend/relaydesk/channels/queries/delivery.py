"""What a ticket's thread shows of each message: how far it got, and whether its original is kept."""

from collections.abc import Collection, Mapping
from uuid import UUID

from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import DeliveryView

_DELIVERIES = """
SELECT DISTINCT ON (message_id) message_id, state, COALESCE(sent_at, created_at), error FROM channels_outgoing
WHERE message_id = ANY(%s) AND kind = 'reply' ORDER BY message_id, id DESC
"""
_ORIGINALS = "SELECT message_id FROM channels_intake WHERE message_id = ANY(%s) AND channel = 'email'"


def deliveries(message_ids: Collection[UUID]) -> Mapping[UUID, DeliveryView]:
    """The state of the mail that carries each message; messages that are not sent by mail are left out."""
    with hot_cursor() as cursor:
        cursor.execute(_DELIVERIES, [list(message_ids)])
        return {
            message_id: DeliveryView(
                state="queued" if state == "sending" else state, at=at, error=error or None
            )
            for message_id, state, at, error in cursor.fetchall()
        }


def with_original(message_ids: Collection[UUID]) -> Mapping[UUID, bool]:
    """Those messages whose raw mail is kept."""
    with hot_cursor() as cursor:
        cursor.execute(_ORIGINALS, [list(message_ids)])
        return {row[0]: True for row in cursor.fetchall()}
