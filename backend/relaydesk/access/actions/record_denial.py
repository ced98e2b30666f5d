"""Record that somebody was refused, and keep a flood of refusals from flooding the record."""

import threading
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.events import AccessDenied
from relaydesk.platform.events import record
from relaydesk.platform.http.refusals import Refusal

PER_MINUTE = 20
_LIMIT = 10_000
_lock = threading.Lock()
# account → (minute, recorded in it, not recorded since the last recorded one); of this process alone
_counts: dict[str, tuple[int, int, int]] = {}


def record_denial(refusal: Refusal, at: datetime) -> None:
    """Record a refusal, at most twenty of an account in a minute; the next tells how many more there were."""
    actor = refusal.actor
    if not isinstance(actor, Actor):
        return
    account_id = actor.viewed_by.account_id if actor.viewed_by else actor.account_id
    untold = _admit(str(account_id), int(at.timestamp() // 60))
    if untold is None:
        return
    denied = AccessDenied(
        account_id=account_id,
        method=refusal.method,
        route=refusal.route,
        names=refusal.names,
        status=refusal.status,
        code=refusal.code,
        untold=untold,
    )
    with transaction.atomic():
        record(denied, actor=actor.ref, subject=f"account:{account_id}", at=at)


def _admit(account: str, minute: int) -> int | None:
    """How many were left out before this one, or None when this one is left out too."""
    with _lock:
        if len(_counts) > _LIMIT:
            _counts.clear()
        last, recorded, untold = _counts.get(account, (minute, 0, 0))
        if last != minute:
            recorded = 0
        if recorded >= PER_MINUTE:
            _counts[account] = (minute, recorded, untold + 1)
            return None
        _counts[account] = (minute, recorded + 1, 0)
        return untold


def forget_counts() -> None:
    """Begin anew (for tests)."""
    with _lock:
        _counts.clear()
