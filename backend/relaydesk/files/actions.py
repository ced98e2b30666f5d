"""Storing uploads and binding them to their owners."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.contracts import Actor, ActorKind
from relaydesk.files.contracts import MAX_FILE_BYTES, MAX_PENDING_UPLOADS, AttachmentView
from relaydesk.files.models import Attachment
from relaydesk.files.queries import COLUMNS, own_uploads, uploader_of, view_from_row
from relaydesk.files.rules.names import content_type_of, safe_name
from relaydesk.platform import blobs
from relaydesk.platform.errors import Invalid, RuleBroken, TooLarge
from relaydesk.platform.timers import TimerSpec, set_timer, set_timers

FORGET = "files.forget_upload"
KEPT_UNATTACHED = timedelta(hours=24)

_ATTACH = f"""
UPDATE files_attachment a
SET owner = given.owner, inline = a.inline OR given.inline
FROM unnest(%s::uuid[], %s::text[], %s::boolean[]) AS given(id, owner, inline)
WHERE a.id = given.id AND a.owner IS NULL AND a.uploader_kind = %s AND a.uploader_id IS NOT DISTINCT FROM %s
RETURNING {", ".join(f"a.{column}" for column in COLUMNS.split(", "))}, a.owner
"""  # noqa: S608 - constants only


@transaction.atomic
def store(
    *,
    name: str,
    content_type: str,
    data: bytes,
    uploader: Actor,
    at: datetime,
    inline: bool = False,
    content_id: str | None = None,
) -> AttachmentView:
    """Store a file under a random id; see `public.store`."""
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(data={"limit_bytes": MAX_FILE_BYTES})
    kind, ident = uploader_of(uploader)
    own_people = uploader.kind != ActorKind.SYSTEM
    if own_people:
        pending = Attachment.objects.filter(owner__isnull=True, uploader_kind=kind, uploader_id=ident)
        if pending[:MAX_PENDING_UPLOADS].count() >= MAX_PENDING_UPLOADS:
            raise RuleBroken(
                "too_many_uploads",
                "Too many uploads wait to be attached; send or forget them first.",
                data={"limit": MAX_PENDING_UPLOADS},
            )
    tidy = safe_name(name)
    row = Attachment.objects.create(
        name=tidy,
        content_type=content_type_of(tidy, content_type, data),
        size=len(data),
        digest=blobs.put(data),
        inline=inline,
        content_id=content_id[:300] if content_id else None,
        uploader_kind=kind,
        uploader_id=ident,
        created_at=at,
    )
    if own_people:
        set_timer(kind=FORGET, subject=f"file:{row.id}", due_at=at + KEPT_UNATTACHED)
    return view_from_row([getattr(row, column) for column in COLUMNS.split(", ")])


def attach_many(
    by_owner: Mapping[str, Sequence[UUID]],
    *,
    actor: Actor,
    inline_ids: frozenset[UUID] = frozenset(),
) -> dict[str, tuple[AttachmentView, ...]]:
    """Bind uploads to owners by one statement, all of them or none.

    Raises:
        Invalid: "unknown_attachment", with the places of the ids in the list; whether one exists but is
            somebody else's is not told (CVE-2023-5331).
    """
    pairs = [(file_id, owner) for owner, ids in by_owner.items() for file_id in ids]
    if not pairs:
        return dict.fromkeys(by_owner, ())
    with connection.cursor() as cursor:
        cursor.execute(
            _ATTACH,
            [
                [file_id for file_id, _ in pairs],
                [owner for _, owner in pairs],
                [file_id in inline_ids for file_id, _ in pairs],
                *uploader_of(actor),
            ],
        )
        attached = {(row[0], row[6]): view_from_row(row[:6]) for row in cursor.fetchall()}
    if len(attached) != len(pairs):
        raise Invalid.field(
            "attachment_ids", "unknown_attachment", "Upload the file first; each can be used once."
        )
    return {owner: tuple(attached[(file_id, owner)] for file_id in ids) for owner, ids in by_owner.items()}


def forget_upload(attachment_id: UUID) -> None:
    """Remove an upload that nobody attached. Its bytes may serve others, so the blob store keeps them."""
    Attachment.objects.filter(pk=attachment_id, owner__isnull=True).delete()


def keep_uploads(ids: Sequence[UUID], *, actor: Actor, until: datetime) -> tuple[AttachmentView, ...]:
    """Let the actor's own uploads wait longer; see `public.keep_uploads`."""
    found = {view.id: view for view in own_uploads(actor, ids)}
    if len(found) != len(set(ids)):
        raise Invalid.field("attachment_ids", "unknown_attachment", "Upload the file first.")
    set_timers([TimerSpec(kind=FORGET, subject=f"file:{file_id}", due_at=until) for file_id in found])
    return tuple(found[file_id] for file_id in ids)


def copy_files(ids: Sequence[UUID], *, actor: Actor, at: datetime) -> tuple[UUID, ...]:
    """Make uploads of the actor out of files that belong elsewhere; see `public.copy_files`."""
    kind, ident = uploader_of(actor)
    found = {row.id: row for row in Attachment.objects.filter(id__in=list(ids))}
    if len(found) != len(set(ids)):
        raise Invalid.field("attachment_ids", "unknown_attachment", "There is no such file.")
    made = [
        Attachment(
            name=found[one].name,
            content_type=found[one].content_type,
            size=found[one].size,
            digest=found[one].digest,
            uploader_kind=kind,
            uploader_id=ident,
            created_at=at,
        )
        for one in ids
    ]
    Attachment.objects.bulk_create(made)
    return tuple(row.id for row in made)
