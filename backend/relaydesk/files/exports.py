"""Exports: sheets that somebody asked for, written by a job and kept for a week for him alone.

Each stored file ends with sixteen random bytes that nobody is given. So no two of them share a blob, and none
shares one with an attachment that somebody made of it: the blob can be deleted with the export.
"""

import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.files.contracts import EXPORT_KEPT, ExportView
from relaydesk.files.models import Export
from relaydesk.platform import blobs
from relaydesk.platform.errors import NotFound
from relaydesk.platform.sheets import SheetForm, write_sheet
from relaydesk.platform.sheets.writing import Row
from relaydesk.platform.timers import set_timer

EXPIRE = "files.expire_export"
SALT = 16
PIECE = 256 * 1024
TELL_EVERY = 1_000
"""So many rows are written between two notes of how far it is."""


def begin_export(
    *,
    kind: str,
    account_id: UUID,
    form: SheetForm,
    at: datetime,
    asked: dict[str, Any],
    total: int | None = None,
) -> ExportView:
    """Note that somebody asked for a sheet; the caller defers the job that writes it.

    Args:
        kind: whose export it is, `<module>.<what>`.
        asked: what the job needs to write it, JSON values.
        total: how many rows it will have, where that is known.
    """
    return _view(
        Export.objects.create(
            kind=kind,
            account_id=account_id,
            asked_at=at,
            format=form.value,
            asked=asked,
            total=total,
        )
    )


def waiting_export(export_id: UUID) -> ExportView | None:
    """The export, if it is still to be written: a job that runs again finds nothing to do."""
    found = Export.objects.filter(id=export_id, state="waiting").first()
    return _view(found) if found else None


def own_export(export_id: UUID, *, kind: str, account_id: UUID | None) -> ExportView:
    """One's own export. Raises `NotFound` for anybody else's."""
    if account_id is None:
        raise NotFound
    found = Export.objects.filter(id=export_id, kind=kind, account_id=account_id).first()
    if found is None:
        raise NotFound
    return _view(found)


def exports_of(account_id: UUID, *, kind: str, limit: int) -> list[ExportView]:
    """The exports that an account asked for last, newest first."""
    return [
        _view(row) for row in Export.objects.filter(account_id=account_id, kind=kind).order_by("-id")[:limit]
    ]


def write_export(export_id: UUID, *, title: str, rows: Iterable[Row], at: datetime) -> ExportView:
    """Write the sheet row by row and keep it for a week; memory does not grow with its length.

    Args:
        rows: texts, the header first.
        at: now.
    """
    form = SheetForm(Export.objects.values_list("format", flat=True).get(id=export_id))
    with tempfile.TemporaryFile() as file:
        count = write_sheet(file, form, title, _telling(export_id, rows))
        size = file.seek(0, 2)
        file.write(secrets.token_bytes(SALT))
        digest = blobs.put_file(file)
    expires_at = at + EXPORT_KEPT
    with transaction.atomic():
        Export.objects.filter(id=export_id).update(
            state="done", rows=count, size=size, blob=digest, done_at=at, expires_at=expires_at
        )
        set_timer(kind=EXPIRE, subject=f"export:{export_id}", due_at=expires_at)
    return _view(Export.objects.get(id=export_id))


def fail_export(export_id: UUID, *, at: datetime) -> None:
    """Note that it came to nothing."""
    Export.objects.filter(id=export_id, state="waiting").update(state="failed", done_at=at)


def export_bytes(export: ExportView) -> Iterator[bytes]:
    """The file in pieces.

    Raises:
        NotFound: it is not written, or has died.
    """
    digest = Export.objects.filter(id=export.id, state="done").values_list("blob", flat=True).first()
    if digest is None or export.size is None:
        raise NotFound
    return _pieces(digest, export.size)


@transaction.atomic
def expire_export(export_id: UUID) -> None:
    """Delete the file; what was asked for stays as a line."""
    row = Export.objects.select_for_update().filter(id=export_id, state="done").first()
    if row is None:
        return
    digest, row.blob, row.state = row.blob, "", "expired"
    row.save(update_fields=["blob", "state"])
    transaction.on_commit(lambda: blobs.delete(digest))


def _pieces(digest: str, size: int) -> Iterator[bytes]:
    with blobs.open_stream(digest) as stream:
        left = size
        while left > 0 and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _telling(export_id: UUID, rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number and number % TELL_EVERY == 0:
            Export.objects.filter(id=export_id).update(rows=number)
        yield row


def _view(row: Export) -> ExportView:
    return ExportView(
        id=row.id,
        kind=row.kind,
        account_id=row.account_id,
        asked_at=row.asked_at,
        form=SheetForm(row.format),
        asked=row.asked,
        state=row.state,
        rows=row.rows,
        total=row.total,
        size=row.size,
        done_at=row.done_at,
        expires_at=row.expires_at,
    )
