"""Push what is due to the browsers of agents; each at most once, even if this process is killed meanwhile."""

import json
import os
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connection, transaction

from relaydesk.notifications.actions.send_mails import hold_back
from relaydesk.notifications.actions.settling import settle_entries
from relaydesk.notifications.actions.subscribe_browser import forget_gone
from relaydesk.notifications.contracts import Channel
from relaydesk.notifications.models import Subscription
from relaydesk.notifications.queries.push_key import push_key
from relaydesk.notifications.queries.sending import Due, agents_due, ids_of, reader, take_due, tellable
from relaydesk.notifications.rules.push_encryption import CURVE, authorization, b64, browser_keys, encrypt
from relaydesk.notifications.rules.words import Line, heading, push_body
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.http_client import OutgoingFailed, fetch
from relaydesk.platform.outgoing_addresses import OutgoingRefused
from relaydesk.platform.secrets import SecretUnreadable, unseal

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
LIVES = timedelta(hours=12)
TIMEOUT = 5.0
GONE = (404, 410)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
# A process that died in the middle may have pushed: twice is worse than not at all, for the list has it too.
_GIVE_UP = """
UPDATE notifications_delivery SET state = 'failed', due_at = NULL
 WHERE channel = 'push' AND state = 'sending' AND due_at <= %s
"""


def send_pushes() -> bool:
    """Push what is due to a few agents; return whether anything was. Safe to be killed at any line."""
    at = now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_GIVE_UP, [at])
    agent_ids = agents_due(Channel.PUSH, at)
    for agent_id in agent_ids:
        _push_to(agent_id, at)
    return bool(agent_ids)


def _push_to(agent_id: UUID, at: datetime) -> None:
    with transaction.atomic():
        taken = _take(agent_id, at)
    if taken is None:
        return
    entries, body, urgent = taken
    key = push_key()
    browsers = list(Subscription.objects.filter(agent_id=agent_id)) if key else []
    results = [_push(browser, key, body, urgent, at) for browser in browsers if key]
    with transaction.atomic():
        tried = entries[0].attempts
        if not results or True in results:
            settle_entries(ids_of(entries), state="sent" if results else "dropped")
        elif None in results and tried < len(PAUSES):
            settle_entries(ids_of(entries), state="waiting", due_at=at + PAUSES[tried], tries=1)
        else:
            settle_entries(ids_of(entries), state="failed")


def _take(agent_id: UUID, at: datetime) -> tuple[list[Due], bytes, bool] | None:
    """Take what is due out of the waiting line, as it may be told now; None when that is nothing."""
    due = take_due(agent_id, Channel.PUSH, at)
    actor, agent = reader(agent_id, at), people.agent(agent_id)
    if not due or actor is None or agent is None:
        settle_entries(ids_of(due), state="dropped")
        return None
    ready = hold_back(agent, due, at)
    told = tellable(actor, ready, locale=agent.locale)
    kept = set(ids_of(told.entries))
    settle_entries([one.id for one in ready if one.id not in kept], state="dropped")
    if not told.lines:
        return None
    settle_entries(ids_of(told.entries), state="sending", due_at=at + LEASE)
    body = payload(told.lines, locale=agent.locale, tag=str(told.entries[0].id))
    return told.entries, body, any(one.urgent for one in told.entries)


def payload(lines: list[Line], *, locale: str, tag: str) -> bytes:
    """What the service worker of the desk shows; `tag` replaces an earlier showing of the same push."""
    path = f"/desk/tickets/{lines[0].number}" if len(lines) == 1 else "/desk/notices"
    text = {
        "title": heading(lines, locale=locale)[:200],
        "body": push_body(lines, locale=locale)[:300],
        "tag": tag,
        "url": path,
    }
    return json.dumps(text, ensure_ascii=False).encode()


def _push(
    browser: Subscription, key: ec.EllipticCurvePrivateKey, body: bytes, urgent: bool, at: datetime
) -> bool | None:
    """Push to one browser: True when it was taken, False when it never will be, None when later may help."""
    try:
        endpoint, p256dh, auth = json.loads(unseal(browser.sealed))
        data = encrypt(
            body, browser_keys(p256dh, auth), private=ec.generate_private_key(CURVE), salt=os.urandom(16)
        )
        parts = urlsplit(endpoint)
        proof = authorization(
            key,
            origin=f"{parts.scheme}://{parts.netloc}",
            contact=f"mailto:{settings.SUPPORT_ADDRESS}",
            expires=int((at + LIVES).timestamp()),
        )
        answer = fetch(
            endpoint,
            method="POST",
            body=data,
            timeout=TIMEOUT,
            headers={
                "Authorization": proof,
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(int(LIVES.total_seconds())),
                "Urgency": "high" if urgent else "normal",
                "Topic": b64(sha256(body).digest())[:32],
            },
        )
    except (SecretUnreadable, ValueError, OutgoingRefused) as error:
        log.warning("push.impossible", host=browser.host, exc_info=error)
        return False
    except OutgoingFailed as error:
        log.info("push.unanswered", host=browser.host, reason=str(error))
        return None
    if answer.status in GONE:
        forget_gone(subscription_id=browser.id, at=at)
        return False
    if 200 <= answer.status < 300:
        return True
    log.info("push.refused", host=browser.host, status=answer.status)
    return None if answer.status == 429 or answer.status >= 500 else False
