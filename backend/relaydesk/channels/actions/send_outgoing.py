"""The worker's loop over the outbox: claim, build, hand to the relay, note the answer."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from relaydesk.channels.actions.account_mail import forget_account_link, with_account_link
from relaydesk.channels.actions.take_bounce import record_failure
from relaydesk.channels.contracts import OutgoingKind, OutgoingState
from relaydesk.channels.models import Outgoing
from relaydesk.channels.queries.letters import envelope_sender_of, letter_of
from relaydesk.channels.rules.limits import next_try
from relaydesk.channels.rules.relay_url import parse_relay
from relaydesk.channels.rules.writing import UnsafeMailError, write_mail
from relaydesk.channels.smtp_client import Answer, RelayConnection, Verdict
from relaydesk.platform.clock import now
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.platform.ids import uuid7

log = structlog.get_logger(__name__)

BATCH = 10
AT_MOST_ONCE = (OutgoingKind.ACKNOWLEDGEMENT, OutgoingKind.NOTICE)
LEASE_SECONDS = 90

_CLAIM = """
UPDATE channels_outgoing SET lease = %s, attempts = attempts + 1,
    due_at = statement_timestamp() + make_interval(secs => %s)
WHERE id IN (SELECT id FROM channels_outgoing WHERE state = 'queued' AND due_at <= statement_timestamp()
             ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""
# An acknowledgement or a notice whose sender died in the middle may have left: it goes at most once.
_GIVE_UP = """
UPDATE channels_outgoing SET state = 'failed', error = 'The sender died; it may have left.'
WHERE state = 'sending' AND due_at <= statement_timestamp()
"""
_OURS = "UPDATE channels_outgoing SET {what} WHERE id = %s AND lease = %s RETURNING id"


def send_outgoing() -> bool:
    """Send one batch; return whether there was one. Safe in many workers at once, and to be killed at any
    line.

    A reply whose sender dies goes again when its lease runs out, with the same Message-ID; an
    acknowledgement or a notice does not.
    """
    relay = parse_relay(settings.SMTP_RELAY)
    if relay is None:
        return False
    lease = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP)
        cursor.execute(_CLAIM, [lease, LEASE_SECONDS, BATCH])
        ids = sorted(row[0] for row in cursor.fetchall())
    if not ids:
        return False
    client = RelayConnection(relay)
    rows = Outgoing.objects.in_bulk(ids)
    try:
        for outgoing_id in ids:
            if outgoing_id in rows:
                _send(rows[outgoing_id], lease, client)
    finally:
        client.close()
    return True


def _send(row: Outgoing, lease: UUID, client: RelayConnection) -> None:
    at_most_once = row.kind in AT_MOST_ONCE
    if at_most_once and not _update(row.id, lease, "state = 'sending'", []):
        return
    try:
        data = write_mail(with_account_link(row, letter_of(row), now()))
    except UnsafeMailError as unsafe:
        _fail(row, lease, f"It cannot be written: {unsafe}")
        return
    answer = client.send(sender=envelope_sender_of(row), recipient=row.to_address, data=data)
    if answer.verdict == Verdict.SENT:
        _note_sent(row.id, lease)
        forget_account_link(row)
    elif answer.verdict == Verdict.NEVER or (at_most_once and answer.verdict == Verdict.UNKNOWN):
        _fail(row, lease, answer.text)
    else:
        _later(row, lease, answer)


def _note_sent(outgoing_id: UUID, lease: UUID) -> None:
    """Note that it left, waiting for a database that is away: a mail whose leaving is forgotten leaves twice.

    Raises:
        OperationalError: the database stayed away until the lease was nearly over.
    """
    at, limit = now(), time.monotonic() + LEASE_SECONDS / 2
    while True:
        try:
            _update(outgoing_id, lease, "state = 'sent', sent_at = %s, error = ''", [at])
        except (OperationalError, InterfaceError):
            if time.monotonic() > limit:
                raise
            forget_broken_connections()
            time.sleep(0.2)
        else:
            return


def _later(row: Outgoing, lease: UUID, answer: Answer) -> None:
    at = now()
    again = next_try(row.id, attempts=row.attempts, at=at)
    if again is None:
        _fail(row, lease, answer.text)
        return
    pause = (again - at).total_seconds()
    what = "state = 'queued', error = %s, due_at = statement_timestamp() + make_interval(secs => %s)"
    _update(row.id, lease, what, [answer.text, pause])
    log.info("mail.later", outgoing=str(row.id), attempts=row.attempts, seconds=round(pause))


@transaction.atomic
def _fail(row: Outgoing, lease: UUID, error: str) -> None:
    if not _update(row.id, lease, "state = 'failed', error = %s", [error]):
        return
    row.state, row.error = OutgoingState.FAILED, error
    record_failure(row, at=now())
    log.warning("mail.failed", outgoing=str(row.id), kind=row.kind)


def _update(outgoing_id: UUID, lease: UUID, what: str, values: list[Any]) -> bool:
    """Change a row that is still ours: a sender that slept past its lease must not speak for another (drill
    D5).
    """
    with connection.cursor() as cursor:
        cursor.execute(_OURS.format(what=what), [*values, outgoing_id, lease])
        return cursor.fetchone() is not None


def retry_outgoing(*, outgoing_id: UUID, at: datetime) -> bool:
    """Queue a failed or held mail again, as an administrator asks; False when it is in neither state."""
    state = OutgoingState.QUEUED if settings.SMTP_RELAY else OutgoingState.HELD
    return bool(
        Outgoing.objects.filter(id=outgoing_id, state__in=(OutgoingState.FAILED, OutgoingState.HELD)).update(
            state=state, attempts=0, due_at=at, error="", lease=None
        )
    )
