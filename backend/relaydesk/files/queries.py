"""Reading attachments."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files.contracts import AttachmentView, FileContent
from relaydesk.files.models import Attachment
from relaydesk.files.owners import owner_allows
from relaydesk.files.rules.names import download_headers
from relaydesk.platform import blobs
from relaydesk.platform.sql import hot_cursor

COLUMNS = "id, name, size, content_type, inline, content_id"


def view_from_row(row: Sequence[Any]) -> AttachmentView:
    """Build the view from a row in the order of COLUMNS."""
    ident, name, size, content_type, inline, content_id = row
    return AttachmentView(ident, name, size, content_type, inline, content_id, f"/api/v1/files/{ident}")


def of_owners(owners: Collection[str]) -> dict[str, tuple[AttachmentView, ...]]:
    """The attachments of each owner, oldest first, by one statement."""
    if not owners:
        return {}
    with hot_cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, owner FROM files_attachment WHERE owner = ANY(%s) ORDER BY created_at, id",  # noqa: S608
            [list(owners)],
        )
        rows = cursor.fetchall()
    found: dict[str, list[AttachmentView]] = {}
    for row in rows:
        found.setdefault(row[6], []).append(view_from_row(row[:6]))
    return {owner: tuple(views) for owner, views in found.items()}


def uploader_of(actor: Actor) -> tuple[str, str | None]:
    """How the uploader is kept: kind and id; the parts of the system are told apart by name."""
    ref = actor.ref
    return ref.kind, ref.id or ref.name


def own_uploads(actor: Actor, ids: Collection[UUID]) -> list[AttachmentView]:
    """Those of `ids` that the actor uploaded and that nothing refers to yet, oldest first."""
    if not ids:
        return []
    kind, ident = uploader_of(actor)
    with hot_cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM files_attachment WHERE id = ANY(%s) AND owner IS NULL"  # noqa: S608
            " AND uploader_kind = %s AND uploader_id IS NOT DISTINCT FROM %s ORDER BY created_at, id",
            [list(ids), kind, ident],
        )
        return [view_from_row(row) for row in cursor.fetchall()]


def may_read(actor: Actor, attachment_id: UUID) -> bool:
    """Whether the actor may read the file."""
    row = (
        Attachment.objects.filter(pk=attachment_id)
        .values_list("owner", "uploader_kind", "uploader_id")
        .first()
    )
    if row is None:
        return False
    owner, kind, ident = row
    if owner is None:
        return (kind, ident) == uploader_of(actor)
    return owner_allows(actor, owner)


def read(attachment_id: UUID) -> FileContent | None:
    """One file with its bytes and the headers for its download."""
    row = (
        Attachment.objects.filter(pk=attachment_id)
        .values_list("id", "name", "size", "content_type", "inline", "content_id", "owner", "digest")
        .first()
    )
    if row is None:
        return None
    view = view_from_row(row[:6])
    headers = download_headers(name=view.name, content_type=view.content_type, size=view.size)
    return FileContent(view, row[6], blobs.read(row[7]), headers)
