"""The end of the chain, and how far it is behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from relaydesk.audit.models import Check
from relaydesk.audit.queries.form import FOLLOWER

_HEAD = "SELECT number, encode(sha256, 'hex'), made_at FROM audit_seal ORDER BY number DESC LIMIT 1"
_LAG = """
SELECT coalesce(extract(epoch FROM statement_timestamp() - (
    SELECT e.recorded_at FROM platform_event e
    WHERE (e.xid, e.id) > (coalesce((SELECT xid FROM platform_follower_cursor WHERE name = %s), '0'::xid8),
                           coalesce((SELECT event_id FROM platform_follower_cursor WHERE name = %s), 0))
    ORDER BY e.xid, e.id LIMIT 1)), 0)::float8
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The last seal. Its hash stands for all before it."""

    number: int
    sha256: str
    made_at: datetime


def head() -> Head | None:
    """The last seal; None when nothing has been sealed yet."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        row = cursor.fetchone()
    return Head(*row) if row else None


def lag_seconds() -> float:
    """Age of the oldest event that has no seal yet, in seconds; 0 when all have one."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG, [FOLLOWER, FOLLOWER])
        return float(cursor.fetchone()[0])


def last_check() -> Check | None:
    """The newest finished check."""
    return Check.objects.filter(state="done").order_by("-asked_at").first()


def last_check_failed() -> bool:
    """Whether the newest finished check found anything."""
    found = last_check()
    return found is not None and found.intact is False
