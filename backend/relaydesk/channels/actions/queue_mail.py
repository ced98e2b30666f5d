"""Put one mail into the outbox, in the caller's transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.conf import settings

from relaydesk.channels.contracts import Envelope, OutgoingKind
from relaydesk.channels.rules import limits
from relaydesk.channels.rules.addresses import message_id as make_message_id
from relaydesk.channels.rules.mail.addresses import is_address
from relaydesk.channels.rules.mail.headers import one_line
from relaydesk.platform.cache import cached
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid
from relaydesk.platform.html import sanitize, to_text
from relaydesk.platform.ids import uuid7
from relaydesk.platform.secrets import sign
from relaydesk.platform.sql import hot_cursor

log = structlog.get_logger(__name__)

_HELD_BACK = """
SELECT (SELECT 1 FROM channels_bouncedaddress WHERE address = %(to)s),
       (SELECT count(*) FROM channels_outgoing WHERE to_address = %(to)s AND automatic AND created_at >
       %(since)s AND (kind = 'notice') = %(notice)s)
"""
_IN_ALL = """
SELECT count(*) FROM (SELECT 1 FROM channels_outgoing WHERE automatic AND kind <> 'notice' AND created_at > %s
                      LIMIT %s) AS recent
"""
_INSERT = """
INSERT INTO channels_outgoing (id, dedupe_key, kind, ticket_id, message_id, to_address, to_name, from_name,
subject,
    body_html, body_text, automatic, in_reply_to, "references", message_id_header, state, attempts,
    created_at, envelope, due_at,
    error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, statement_timestamp(), '')
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
"""


def queue_mail(
    *,
    kind: OutgoingKind,
    ticket_id: int | None,
    message_id: UUID | None,
    to: str,
    to_name: str,
    subject: str,
    body_html: str,
    at: datetime,
    dedupe_key: str,
    automatic: bool,
    from_name: str = "",
    in_reply_to: str = "",
    references: str = "",
    envelope: Envelope | None = None,
) -> UUID | None:
    """Queue a mail (or hold it, when no relay is configured) and return its id.

    Args:
        envelope: whom the header names, when it is not this address alone.

    Returns:
        None when `dedupe_key` is known, when the address is our own, or when an automatic mail is held back
        because
        the address bounced or got AUTOMATIC_PER_ADDRESS of them within the hour.

    Raises:
        Invalid: `to` is not one address.
    """
    address = to.strip()
    if not is_address(address):
        raise Invalid.field("to", "not_an_address", "This is not an e-mail address.")
    if is_own_address(address) or (automatic and _held_back(kind, address, at)):
        return None
    outgoing_id = uuid7()
    domain = settings.MAIL_DOMAIN
    html = sanitize(body_html)
    row: list[Any] = [
        outgoing_id,
        dedupe_key[:120],
        kind.value,
        ticket_id,
        message_id,
        address,
        one_line(to_name)[:200],
    ]
    row += [one_line(from_name)[:200], one_line(subject)[:600], html, to_text(html), automatic]
    row += [in_reply_to, references, make_message_id(outgoing_id, ticket_id, domain=domain, sign=sign)]
    row += ["queued" if settings.SMTP_RELAY else "held", at]
    row += [orjson.dumps(asdict(envelope)).decode() if envelope else None]
    with hot_cursor() as cursor:
        cursor.execute(_INSERT, row)
        made = cursor.fetchone()
    return outgoing_id if made else None


def is_own_address(address: str) -> bool:
    """Tell whether mail to this address would come back to us."""
    local, _, domain = address.lower().rpartition("@")
    box, _, own_domain = settings.SUPPORT_ADDRESS.lower().rpartition("@")
    return domain in (own_domain, settings.MAIL_DOMAIN.lower()) and local.partition("+")[0] in (box, "bounce")


def _held_back(kind: OutgoingKind, address: str, at: datetime) -> bool:
    # Notices go to agents, who get many: they are counted apart, and hold back no acknowledgement.
    notice = kind is OutgoingKind.NOTICE
    with hot_cursor() as cursor:
        cursor.execute(_HELD_BACK, {"to": address, "since": at - limits.PERIOD, "notice": notice})
        bounced, to_address = cursor.fetchone()
    if bounced:
        log.info("mail.held_back", reason="bounced")
        return True
    if to_address >= (limits.NOTICES_PER_ADDRESS if notice else limits.AUTOMATIC_PER_ADDRESS):
        log.warning("mail.held_back", reason="correspondent", sent=to_address)
        return True
    in_all = 0 if notice else _in_all()
    if in_all >= limits.AUTOMATIC_IN_ALL:
        log.error("mail.held_back", reason="all", sent=in_all)
        return True
    return False


@cached(seconds=1.0)
def _in_all() -> int:
    """How many automatic mails were written of late: counting thousands for each would cost more than it."""
    with hot_cursor() as cursor:
        cursor.execute(_IN_ALL, [now() - limits.PERIOD, limits.AUTOMATIC_IN_ALL + 1])
        found: int = cursor.fetchone()[0]
    return found
