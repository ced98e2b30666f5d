"""Store what came in, raw, before anything is made of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from relaydesk.platform import blobs
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor

_INSERT = """
INSERT INTO channels_intake (id, channel, external_key, received_at, envelope, raw, size, state, sender,
subject,
    message_id_header, reason, error, attempts, due_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'received', '', '', '', '', '', 0, statement_timestamp() + %s)
ON CONFLICT (channel, external_key) DO NOTHING RETURNING id
"""


def store_intake(
    *,
    channel: str,
    external_key: str,
    raw: bytes,
    envelope: dict[str, Any],
    at: datetime,
    delay: timedelta = timedelta(0),
) -> UUID | None:
    """Keep the bytes and write the row that names them; the caller acknowledges after commit.

    Args:
        channel: "email" or "form".
        external_key: at most 64 characters; the same again is the same delivery.
        raw: the bytes as they came.
        envelope: what came beside them (addresses of SMTP, source), JSON values.
        at: now.
        delay: how long the workers leave it to the caller, by the clock of the database.

    Returns:
        The id, or None when this delivery is known already.
    """
    digest = blobs.put(raw)
    intake_id = uuid7()
    row: list[Any] = [
        intake_id,
        channel,
        external_key,
        at,
        orjson.dumps(envelope).decode(),
        digest,
        len(raw),
        delay,
    ]
    with hot_cursor() as cursor:
        cursor.execute(_INSERT, row)
        return intake_id if cursor.fetchone() else None
