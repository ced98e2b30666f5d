"""The sessions of an account: when, whence and with which browser, never the id that signs in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from relaydesk.access.models import Session
from relaydesk.access.queries.sign_in_policy import policy

MOST = 200


@dataclass(frozen=True, slots=True)
class SessionView:
    """One signed-in browser."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    source: str
    browser: str
    method: str
    second_factor: bool
    current: bool


def sessions_of(account_id: UUID, at: datetime, current: UUID | None = None) -> list[SessionView]:
    """Those that have not ended, the latest used first.

    Args:
        account_id: whose.
        at: now.
        current: the one that asks, to be marked.
    """
    idle = timedelta(minutes=policy().idle_minutes)
    rows = Session.objects.filter(account_id=account_id, expire_date__gt=at, last_seen_at__gt=at - idle)
    return [
        SessionView(
            id=row.id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=min(row.expire_date, row.last_seen_at + idle),
            source=row.source,
            browser=row.browser,
            method=row.method,
            second_factor=row.second_factor,
            current=row.id == current,
        )
        for row in rows.order_by("-last_seen_at", "-id")[:MOST]
    ]
