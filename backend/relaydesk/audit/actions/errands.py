"""What the auditor asks for: exports, checks, and how long the record is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.audit.events import CheckAsked, ExportFetched, RecordExported, RetentionChanged
from relaydesk.audit.models import Check, Export, Retention
from relaydesk.audit.queries.record import RecordFilter
from relaydesk.platform import events, jobs
from relaydesk.platform.errors import Invalid, NotFound, Stale
from relaydesk.platform.ids import uuid7

SHORTEST = 180
SUBJECT = "audit:record"


@transaction.atomic
def ask_export(*, actor: Actor, at: datetime, format_: str, wanted: RecordFilter) -> UUID:
    """Ask for an export as a file; a worker writes it. Returns its id."""
    ident = uuid7()
    filters = wanted.as_dict()
    assert actor.account_id is not None
    Export.objects.create(id=ident, account_id=actor.account_id, asked_at=at, format=format_, filters=filters)
    asked = RecordExported(export_id=ident, format=format_, filters=filters)
    events.record(asked, actor=actor.ref, subject=SUBJECT, at=at)
    jobs.defer("audit.export", export_id=str(ident))
    return ident


def own_export(actor: Actor, export_id: UUID) -> Export:
    """One's own export. Raises `NotFound` for anybody else's."""
    found = Export.objects.filter(id=export_id).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound
    return found


@transaction.atomic
def fetch_export(*, actor: Actor, at: datetime, export_id: UUID) -> Export:
    """The export whose file is being fetched, on record.

    Raises:
        NotFound: there is none of this account, or its file is not written.
    """
    found = own_export(actor, export_id)
    if found.state != "done":
        raise NotFound
    events.record(ExportFetched(export_id=export_id), actor=actor.ref, subject=SUBJECT, at=at)
    return found


@transaction.atomic
def ask_check(*, actor: Actor, at: datetime) -> UUID:
    """Ask for a check of the whole record; a worker does it. Returns its id."""
    ident = uuid7()
    Check.objects.create(id=ident, asked_at=at)
    events.record(CheckAsked(check_id=ident), actor=actor.ref, subject=SUBJECT, at=at)
    jobs.defer("audit.check", check_id=str(ident))
    return ident


@transaction.atomic
def change_retention(*, actor: Actor, at: datetime, days: int, version: int | None) -> Retention:
    """Set how many days the record is kept.

    Raises:
        Invalid: fewer than 180.
        Stale: somebody changed it in the meantime.
    """
    if days < SHORTEST:
        raise Invalid.field("days", "below_180", "The record is kept for at least 180 days.")
    row = Retention.objects.select_for_update().get()
    if version is not None and version != row.version:
        raise Stale(row.version)
    if row.days != days:
        changed = RetentionChanged(before=row.days, after=days)
        row.days, row.version = days, row.version + 1
        row.save()
        events.record(changed, actor=actor.ref, subject=SUBJECT, at=at)
    return row
