"""Show a masked value in full, once, for a reason that goes into the record."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.platform import events
from relaydesk.platform.errors import Forbidden, Invalid, RateLimited
from relaydesk.privacy.contracts import ALL_KINDS
from relaydesk.privacy.events import ManyRevealed, ValueRevealed
from relaydesk.privacy.models import Reveal
from relaydesk.privacy.revealers import value_of
from relaydesk.privacy.rules.masking import mask_text

WINDOW = timedelta(minutes=10)
ALARM, MOST = 10, 30  # in one window
KEPT = timedelta(days=1)
SHORTEST_REASON = 4


def reveal_value(*, actor: Actor, at: datetime, subject: str, field: str, reason: str) -> str:
    """Give the value of a field in full.

    Args:
        actor: he needs `privacy.reveal` on this very row.
        at: now.
        subject: `ticket:<number>`, `message:<id>` or `contact:<id>`.
        field: which value of it, for instance `requester.phone`.
        reason: why; at least four characters. What is sensitive in it is masked before it is kept.

    Raises:
        Invalid: the reason says nothing.
        NotFound: there is no such thing, or he may not see it.
        Forbidden: he may see it, but not this value in full.
        RateLimited: more than thirty in ten minutes.
    """
    said = reason.strip()
    if len(said) < SHORTEST_REASON or len(set(said)) < 2:
        raise Invalid.field("reason", "reason_needed", "Say why, in at least four characters.")
    if actor.account_id is None:
        raise Forbidden
    with transaction.atomic():
        value = value_of(actor, subject, field)
        count = _count(actor.account_id, at)
        kept = mask_text(said[:500], ALL_KINDS)
        revealed = ValueRevealed(account_id=actor.account_id, field=field, reason=kept)
        events.record(revealed, actor=actor.ref, subject=subject, at=at)
        if count == ALARM:
            many = ManyRevealed(account_id=actor.account_id, count=count, minutes=WINDOW.seconds // 60)
            account = f"account:{actor.account_id}"
            events.record(many, actor=SYSTEM("privacy").ref, subject=account, at=at)
    return value


def _count(account_id: UUID, at: datetime) -> int:
    """Count this one; how many there are in the window."""
    mine = Reveal.objects.filter(account_id=account_id)
    recent = list(mine.filter(at__gt=at - WINDOW).order_by("at").values_list("at", flat=True))
    if len(recent) >= MOST:
        wait = recent[-MOST] + WINDOW - at
        raise RateLimited(max(1, int(wait.total_seconds())), "Too many values were revealed; wait.")
    mine.filter(at__lt=at - KEPT).delete()
    Reveal.objects.create(account_id=account_id, at=at)
    return len(recent) + 1
