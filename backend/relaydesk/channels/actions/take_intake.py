"""The worker's loop over what came in: claim, read in a limited child, process, each in a transaction of
its own.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.db import connection, transaction
from django.db.utils import InterfaceError, OperationalError

from relaydesk.access.contracts import SYSTEM
from relaydesk.channels.actions.open_from_web_form import open_submission, read_submission
from relaydesk.channels.actions.process_mail import Delivery, Outcome, process_mail, sender_of
from relaydesk.channels.contracts import FORM, IntakeState
from relaydesk.channels.events import IntakeParked
from relaydesk.channels.rules.mail.model import ParsedMail
from relaydesk.channels.rules.mail.read_mail import request, unpack
from relaydesk.platform import blobs, events
from relaydesk.platform.blobs import BlobDamaged, BlobMissing
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Problem
from relaydesk.platform.limited import LimitedChild, LimitExceededError

log = structlog.get_logger(__name__)

BATCH = 10
LEASE_SECONDS = 20
MAX_ATTEMPTS = 6
READ_ATTEMPTS = 2

_CLAIM = """
UPDATE channels_intake SET due_at = statement_timestamp() + make_interval(secs => %s), attempts = attempts + 1
WHERE id IN (SELECT id FROM channels_intake WHERE state = 'received' AND due_at <= statement_timestamp()
             ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, due_at, channel, raw, envelope, attempts, received_at
"""
# Only who still holds the claim may go on: the row is locked, and nobody has pushed `due_at` since.
_HOLD = "SELECT 1 FROM channels_intake WHERE id = %s AND state = 'received' AND due_at = %s FOR UPDATE"
_FINISH = """
UPDATE channels_intake SET state = %s, reason = %s, error = %s, ticket_id = %s, message_id = %s, sender = %s,
    subject = %s, message_id_header = %s WHERE id = %s
"""
_AGAIN = """
UPDATE channels_intake SET error = %s, due_at = statement_timestamp() + make_interval(secs => %s)
WHERE id = %s AND state = 'received' AND due_at = %s
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that this worker has taken for LEASE_SECONDS."""

    id: UUID
    due_at: datetime
    channel: str
    raw: str
    envelope: dict[str, Any]
    attempts: int
    received_at: datetime


@cache
def _reader() -> LimitedChild:
    return LimitedChild("relaydesk.channels.rules.mail.read_mail:child_main", cpu_seconds=2, memory_mb=300)


def take_intake() -> bool:
    """Process one batch; return whether there was one. Safe in many workers at once, and to be killed at
    any line.
    """
    claims = _claim()
    for claim in claims:
        _take(claim)
    return bool(claims)


def read_in_child(raw: bytes, *, envelope_sender: str | None) -> ParsedMail:
    """Read a mail in the limited child.

    Raises:
        LimitExceededError: it took too long or too much memory.
    """
    return unpack(_reader().call(request(raw, envelope_sender=envelope_sender)))


def _claim() -> list[Claim]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [LEASE_SECONDS, BATCH])
        rows = cursor.fetchall()
    claims = [
        Claim(name, due_at, channel, raw, _json(envelope), attempts, received_at)
        for name, due_at, channel, raw, envelope, attempts, received_at in rows
    ]
    return sorted(claims, key=lambda claim: claim.id)


def _json(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(value) if isinstance(value, str | bytes) else value
    return found


def _take(claim: Claim) -> None:
    try:
        if claim.channel == FORM:
            open_submission(claim.id, read_submission(claim.raw), actor=None, at=now())
        else:
            _take_mail(claim)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the claim runs out and the row is taken again
    except (Problem, BlobMissing, BlobDamaged) as refusal:
        _park(claim, "refused", f"{type(refusal).__name__}: {refusal}")
    except Exception as fault:
        log.exception("intake.failed", intake=str(claim.id), attempts=claim.attempts)
        if claim.attempts >= MAX_ATTEMPTS:
            _park(claim, "failed", f"{type(fault).__name__}: {fault}")
        else:
            _again(claim, f"{type(fault).__name__}: {fault}", 2.0**claim.attempts)


def _take_mail(claim: Claim) -> None:
    if claim.attempts > MAX_ATTEMPTS:
        _park(claim, "failed", "The worker died on it several times.")
        return
    sender = claim.envelope.get("mail_from")
    try:
        mail = read_in_child(blobs.read(claim.raw), envelope_sender=sender)
    except LimitExceededError as limit:
        if claim.attempts < READ_ATTEMPTS:
            _again(claim, str(limit), 1.0)
        else:
            _park(claim, "could-not-be-parsed", str(limit))
        return
    with transaction.atomic():
        if not _hold(claim):
            return
        delivery = Delivery(
            mail=mail,
            recipients=tuple(claim.envelope.get("rcpt_to", ())),
            received_at=claim.received_at,
            at=now(),
            envelope_sender=sender,
        )
        outcome = process_mail(delivery)
        _finish(claim, outcome, mail)


def _hold(claim: Claim) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [claim.id, claim.due_at])
        return cursor.fetchone() is not None


def _finish(claim: Claim, outcome: Outcome, mail: ParsedMail | None) -> None:
    sender = sender_of(mail, claim.envelope.get("mail_from")) if mail else None
    facts = [sender.email if sender else "", mail.subject if mail else "", mail.message_id if mail else ""]
    with connection.cursor() as cursor:
        cursor.execute(
            _FINISH,
            [
                outcome.state.value,
                outcome.reason,
                outcome.error,
                outcome.ticket_id,
                outcome.message_id,
                *facts,
                claim.id,
            ],
        )
    if outcome.state == IntakeState.PARKED:
        fact = IntakeParked(intake_id=claim.id, channel=claim.channel, reason=outcome.reason)
        events.record(fact, actor=SYSTEM("mail").ref, subject=f"intake:{claim.id}", at=now())


@transaction.atomic
def _park(claim: Claim, reason: str, error: str) -> None:
    if _hold(claim):
        _finish(claim, Outcome(IntakeState.PARKED, reason, error=error.replace("\x00", "")[:2000]), None)


def _again(claim: Claim, error: str, seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [error.replace("\x00", "")[:2000], seconds, claim.id, claim.due_at])
