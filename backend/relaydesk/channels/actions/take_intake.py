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
from relaydesk.channels.actions.open_together import open_together, opens_plainly
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
from relaydesk.platform.sql import hot_cursor

log = structlog.get_logger(__name__)

BATCH = 20
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
_HOLD = """
SELECT i.id FROM channels_intake i JOIN unnest(%s::uuid[], %s::timestamptz[]) AS claim(id, due_at) USING (id)
WHERE i.state = 'received' AND i.due_at = claim.due_at ORDER BY i.id FOR UPDATE OF i
"""
_FINISH = """
UPDATE channels_intake i
SET state = d.state, reason = d.reason, error = d.error, ticket_id = d.ticket_id, message_id = d.message_id,
    sender = d.sender, subject = d.subject, message_id_header = d.header
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::uuid[], %s::text[], %s::text[],
    %s::text[]) AS d(id, state, reason, error, ticket_id, message_id, sender, subject, header)
WHERE i.id = d.id
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
    """Process one batch; return whether there was one. Safe in many workers, and to be killed at any line.

    Mails that open new tickets and carry no files, which is most of them, are taken together by a constant
    number of statements; whatever goes wrong with that, each of them is then taken alone.
    """
    claims = _claim()
    alone: list[tuple[Claim, ParsedMail | None]] = []
    together: list[tuple[Claim, Delivery]] = []
    for claim in claims:
        mail = _read(claim) if claim.channel != FORM else None
        if mail is None and claim.channel != FORM:
            continue
        if mail is not None and opens_plainly(delivery := _delivery(claim, mail)):
            together.append((claim, delivery))
        else:
            alone.append((claim, mail))
    if len(together) > 1:
        together = _take_together(together)
    for claim, mail in (*alone, *((claim, delivery.mail) for claim, delivery in together)):
        _take(claim, mail)
    return bool(claims)


def read_in_child(raw: bytes, *, envelope_sender: str | None) -> ParsedMail:
    """Read a mail in the limited child.

    Raises:
        LimitExceededError: it took too long or too much memory.
    """
    return unpack(_reader().call(request(raw, envelope_sender=envelope_sender)))


def _claim() -> list[Claim]:
    with hot_cursor() as cursor:
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


def _source(claims: list[Claim]) -> dict[str, str]:
    """Whence these mails came; several peers have no address in common, and each intake names its own."""
    peers = {str(claim.envelope.get("peer") or "") for claim in claims}
    by = f"intake:{claims[0].id}" if len(claims) == 1 else "intake"
    return {"ip": peers.pop(), "by": by} if len(peers) == 1 else {"by": by}


def _take_together(items: list[tuple[Claim, Delivery]]) -> list[tuple[Claim, Delivery]]:
    """Open the tickets of these mails in one transaction; return those that must be taken alone."""
    try:
        claims = [claim for claim, _ in items]
        with events.done_from(lambda: _source(claims)), transaction.atomic():
            held = _hold_many([claim for claim, _ in items])
            ours = [(claim, delivery) for claim, delivery in items if claim.id in held]
            outcomes = open_together([delivery for _, delivery in ours])
            _finish_many(
                [(claim, outcome, d.mail) for (claim, d), outcome in zip(ours, outcomes, strict=True)]
            )
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        log.warning("intake.not_together", error=type(fault).__name__, count=len(items))
        return items
    return [item for item, outcome in zip(ours, outcomes, strict=True) if outcome is None]


def _take(claim: Claim, mail: ParsedMail | None) -> None:
    try:
        if mail is None:
            open_submission(claim.id, read_submission(claim.raw), actor=None, at=now())
            return
        with events.done_from(lambda: _source([claim])), transaction.atomic():
            if claim.id in _hold_many([claim]):
                _finish(claim, process_mail(_delivery(claim, mail)), mail)
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


def _read(claim: Claim) -> ParsedMail | None:
    """Read the mail of a claim; None when it was parked or put off."""
    if claim.attempts > MAX_ATTEMPTS:
        _park(claim, "failed", "The worker died on it several times.")
        return None
    try:
        return read_in_child(blobs.read(claim.raw), envelope_sender=claim.envelope.get("mail_from"))
    except LimitExceededError as limit:
        if claim.attempts < READ_ATTEMPTS:
            _again(claim, str(limit), 1.0)
        else:
            _park(claim, "could-not-be-parsed", str(limit))
    except (BlobMissing, BlobDamaged) as damage:
        _park(claim, "raw-lost", type(damage).__name__)
    return None


def _delivery(claim: Claim, mail: ParsedMail) -> Delivery:
    return Delivery(
        mail=mail,
        recipients=tuple(claim.envelope.get("rcpt_to", ())),
        received_at=claim.received_at,
        at=now(),
        envelope_sender=claim.envelope.get("mail_from"),
    )


def _hold_many(claims: list[Claim]) -> set[UUID]:
    with hot_cursor() as cursor:
        cursor.execute(_HOLD, [[c.id for c in claims], [c.due_at for c in claims]])
        return {row[0] for row in cursor.fetchall()}


def _finish(claim: Claim, outcome: Outcome, mail: ParsedMail | None) -> None:
    _finish_many([(claim, outcome, mail)])
    if outcome.state == IntakeState.PARKED:
        fact = IntakeParked(intake_id=claim.id, channel=claim.channel, reason=outcome.reason)
        events.record(fact, actor=SYSTEM("mail").ref, subject=f"intake:{claim.id}", at=now())


def _finish_many(done: list[tuple[Claim, Outcome | None, ParsedMail | None]]) -> None:
    columns: list[list[Any]] = [[] for _ in range(9)]
    for claim, outcome, mail in done:
        if outcome is None:
            continue
        sender = sender_of(mail, claim.envelope.get("mail_from")) if mail else None
        row: list[Any] = [claim.id, outcome.state.value, outcome.reason, outcome.error]
        row += [outcome.ticket_id, outcome.message_id, sender.email if sender else ""]
        row += [mail.subject if mail else "", mail.message_id if mail else ""]
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    if columns[0]:
        with hot_cursor() as cursor:
            cursor.execute(_FINISH, columns)


@transaction.atomic
def _park(claim: Claim, reason: str, error: str) -> None:
    if claim.id in _hold_many([claim]):
        _finish(claim, Outcome(IntakeState.PARKED, reason, error=error.replace("\x00", "")[:2000]), None)


def _again(claim: Claim, error: str, seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [error.replace("\x00", "")[:2000], seconds, claim.id, claim.due_at])
