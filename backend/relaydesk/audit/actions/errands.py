"""What the auditor asks for: exports, checks, and how long the record is kept."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.audit.events import CheckAsked, ExportFetched, RecordExported, RetentionChanged
from relaydesk.audit.models import Check, Retention
from relaydesk.audit.queries.record import RecordFilter
from relaydesk.files import public as files
from relaydesk.files.contracts import ExportView
from relaydesk.platform import events, jobs
from relaydesk.platform.errors import Invalid, Stale
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sheets import SheetForm

SHORTEST = 180
SUBJECT = "audit:record"
EXPORTS = "audit.record"


@transaction.atomic
def ask_export(*, actor: Actor, at: datetime, form: SheetForm, wanted: RecordFilter) -> ExportView:
    """Ask for an export as a file; a worker writes it."""
    filters = wanted.as_dict()
    assert actor.account_id is not None
    begun = files.begin_export(kind=EXPORTS, account_id=actor.account_id, form=form, at=at, asked=filters)
    asked = RecordExported(export_id=begun.id, format=form.value, filters=filters)
    events.record(asked, actor=actor.ref, subject=SUBJECT, at=at)
    jobs.defer("audit.export", export_id=str(begun.id))
    return begun


def own_export(actor: Actor, export_id: UUID) -> ExportView:
    """One's own export. Raises `NotFound` for anybody else's."""
    return files.own_export(export_id, kind=EXPORTS, account_id=actor.account_id)


@transaction.atomic
def fetch_export(*, actor: Actor, at: datetime, export_id: UUID) -> tuple[ExportView, Iterator[bytes]]:
    """The export whose file is being fetched, on record, with its bytes.

    Raises:
        NotFound: there is none of this account, its file is not written, or it has died.
    """
    found = own_export(actor, export_id)
    pieces = files.export_bytes(found)
    events.record(ExportFetched(export_id=export_id), actor=actor.ref, subject=SUBJECT, at=at)
    return found, pieces


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
