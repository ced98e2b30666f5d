"""Count one use against its limits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from relaydesk.platform.errors import RateLimited
from relaydesk.platform.secrets import sign
from relaydesk.portal.rules.limits import Limit, seconds_to_wait

KEPT = timedelta(days=1)

# Counts, and sweeps a few rows that nobody asked for in a day, so the table needs no cleaning job.
_SPEND = """
WITH swept AS (
    DELETE FROM portal_quota WHERE key IN (
        SELECT key FROM portal_quota WHERE window_started_at < %(forgotten)s AND key <> %(key)s
        ORDER BY window_started_at LIMIT 20 FOR UPDATE SKIP LOCKED
    )
)
INSERT INTO portal_quota AS q (key, window_started_at, used) VALUES (%(key)s, %(at)s, 1)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN q.window_started_at <= %(ended)s THEN 1 ELSE q.used + 1 END,
    window_started_at = CASE WHEN q.window_started_at <= %(ended)s THEN excluded.window_started_at
                             ELSE q.window_started_at END
RETURNING used, window_started_at
"""


def spend_quota(uses: Sequence[tuple[Limit, str]], *, at: datetime) -> None:
    """Count one use of each limit for its subject.

    Args:
        uses: limit and subject (a network address, a mail address, a ticket), stored as a keyed hash.
        at: now.

    Raises:
        RateLimited: one of the limits is passed; says when to come back. Uses before it stay counted.
    """
    for limit, subject in uses:
        key = sign("portal-quota", f"{limit.name}:{subject}")
        with connection.cursor() as cursor:
            cursor.execute(_SPEND, {"key": key, "at": at, "ended": at - limit.window, "forgotten": at - KEPT})
            used, window_started_at = cursor.fetchone()
        wait = seconds_to_wait(limit, used=used, window_started_at=window_started_at, at=at)
        if wait is not None:
            raise RateLimited(wait, "Too many of these in a short time.")
