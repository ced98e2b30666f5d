"""Browsers that take pushes: let one in, and forget it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import IntegrityError, transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.notifications.events import BrowserSubscribed, BrowserUnsubscribed, PushKeyMade
from relaydesk.notifications.models import PushKey, Subscription
from relaydesk.notifications.rules.push_encryption import CURVE, b64, browser_keys, public_bytes
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.http_client import check_url
from relaydesk.platform.outgoing_addresses import OutgoingRefused
from relaydesk.platform.secrets import SecretUnreadable, seal, unseal

ACTOR = SYSTEM("notifications")
MOST_BROWSERS = 10


@dataclass(frozen=True, slots=True)
class Browser:
    """A subscription as the browser made it, and how its owner will know it again."""

    endpoint: str
    p256dh: str
    auth: str
    device: str


def make_push_key(*, actor: Actor, at: datetime) -> str:
    """The public key that browsers subscribe with, made at the first call.

    A key that can no longer be unsealed is replaced: pushes signed by it would be refused for ever.
    """
    row = PushKey.objects.filter(id=1).first()
    if row is not None and _readable(row):
        return row.public
    private = ec.generate_private_key(CURVE)
    public = b64(public_bytes(private))
    sealed = seal(b64(private.private_numbers().private_value.to_bytes(32, "big")))
    try:
        with transaction.atomic():
            if row is not None:
                row.delete()
            PushKey.objects.create(id=1, public=public, sealed_private=sealed, created_at=at)
            record(PushKeyMade(public=public), actor=actor.ref, subject="notices:push-key", at=at)
    except IntegrityError:  # somebody made it at the same moment
        return PushKey.objects.get(id=1).public
    return public


def _readable(row: PushKey) -> bool:
    try:
        unseal(row.sealed_private)
    except SecretUnreadable:
        return False
    return True


@transaction.atomic
def subscribe_browser(*, actor: Actor, session_id: UUID | None, browser: Browser, at: datetime) -> UUID:
    """Push to this browser from now on; it belongs to the one who is signed in there now.

    Args:
        session_id: the session of the browser; when that is ended from elsewhere, the pushes end too.

    Raises:
        Invalid: the address is not one that the server may call (SSRF), or the keys are none.
        RuleBroken: "too_many_browsers".
    """
    if actor.agent_id is None:
        raise Forbidden("Only agents are told by push.")
    try:
        check_url(browser.endpoint)
    except OutgoingRefused as refused:
        raise Invalid.field("endpoint", refused.code, refused.message) from refused
    try:
        browser_keys(browser.p256dh, browser.auth)
    except ValueError as wrong:
        raise Invalid.field("keys", "malformed", "These are no keys of a push subscription.") from wrong
    host = urlsplit(browser.endpoint).hostname or ""
    digest = hashlib.sha256(browser.endpoint.encode()).hexdigest()
    sealed = seal(json.dumps([browser.endpoint, browser.p256dh, browser.auth]))
    known = Subscription.objects.select_for_update().filter(endpoint_hash=digest).first()
    if known is not None and known.agent_id == actor.agent_id:
        known.sealed, known.session_id, known.device = sealed, session_id, browser.device
        known.save(update_fields=["sealed", "session_id", "device"])
        return known.id
    if known is not None:
        _forget(known, actor=actor, reason="taken_over", at=at)
    if Subscription.objects.filter(agent_id=actor.agent_id).count() >= MOST_BROWSERS:
        raise RuleBroken("too_many_browsers", f"At most {MOST_BROWSERS} browsers of one person take pushes.")
    row = Subscription.objects.create(
        agent_id=actor.agent_id,
        session_id=session_id,
        endpoint_hash=digest,
        sealed=sealed,
        host=host,
        device=browser.device,
        created_at=at,
    )
    fact = BrowserSubscribed(agent_id=actor.agent_id, subscription_id=row.id, host=host)
    record(fact, actor=actor.ref, subject=f"notices:{actor.agent_id}", at=at)
    return row.id


@transaction.atomic
def unsubscribe_browser(*, actor: Actor, subscription_id: UUID, at: datetime) -> None:
    """Push to one's own browser no longer.

    Raises:
        NotFound: there is no such browser of his.
    """
    row = Subscription.objects.filter(id=subscription_id).first()
    if row is None or row.agent_id != actor.agent_id:
        raise NotFound
    _forget(row, actor=actor, reason="own", at=at)


@transaction.atomic
def forget_gone(*, subscription_id: UUID, at: datetime) -> None:
    """The push service says that the browser is gone (404 or 410)."""
    row = Subscription.objects.filter(id=subscription_id).first()
    if row is not None:
        _forget(row, actor=ACTOR, reason="gone", at=at)


@transaction.atomic
def forget_session(*, session_id: UUID, at: datetime) -> None:
    """The session in which the browser subscribed was ended."""
    for row in Subscription.objects.filter(session_id=session_id):
        _forget(row, actor=ACTOR, reason="session", at=at)


def _forget(row: Subscription, *, actor: Actor, reason: str, at: datetime) -> None:
    fact = BrowserUnsubscribed(agent_id=row.agent_id, subscription_id=row.id, reason=reason)
    subject = f"notices:{row.agent_id}"
    row.delete()
    record(fact, actor=actor.ref, subject=subject, at=at)
