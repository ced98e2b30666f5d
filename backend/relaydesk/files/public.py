"""The door of `files`: storing, attaching, reading and owners' checks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files import actions, exports, queries
from relaydesk.files.contracts import AttachmentView, FileContent
from relaydesk.files.owners import OwnerCheck
from relaydesk.files.owners import register_owner_check as _register_owner_check

begin_export = exports.begin_export
export_bytes = exports.export_bytes
exports_of = exports.exports_of
fail_export = exports.fail_export
own_export = exports.own_export
waiting_export = exports.waiting_export
write_export = exports.write_export

__all__ = [
    "attach",
    "attach_many",
    "begin_export",
    "copy_files",
    "export_bytes",
    "exports_of",
    "fail_export",
    "keep_uploads",
    "may_read",
    "of_owners",
    "own_export",
    "own_uploads",
    "read",
    "register_owner_check",
    "store",
    "waiting_export",
    "write_export",
]


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
    """Store a file; until it is attached only its uploader may read or attach it.

    Args:
        name: as the sender calls it; path, control and format characters are taken off.
        content_type: as the sender calls it; what the bytes show wins over it.
        data: at most MAX_FILE_BYTES.
        uploader: who brings it; only the same actor may attach it.
        inline: shown within the text that refers to it.
        content_id: name by which HTML mail refers to it (`cid:`).

    Raises:
        TooLarge: over the limit.
        RuleBroken: "too_many_uploads", the uploader has MAX_PENDING_UPLOADS files that belong to nothing.
    """
    return actions.store(
        name=name,
        content_type=content_type,
        data=data,
        uploader=uploader,
        at=at,
        inline=inline,
        content_id=content_id,
    )


def attach(
    ids: Sequence[UUID], *, owner: str, actor: Actor, inline_ids: Collection[UUID] = ()
) -> tuple[AttachmentView, ...]:
    """Bind uploads of this actor to their owner, for instance `message:<uuid>`, in the order given.

    Args:
        inline_ids: those that the owner's text shows, so that they are not listed beside it as well.

    Raises:
        Invalid: an id is unknown, somebody else's, or attached already; which of these is not told.
    """
    return actions.attach_many({owner: ids}, actor=actor, inline_ids=frozenset(inline_ids))[owner]


def attach_many(
    by_owner: Mapping[str, Sequence[UUID]], *, actor: Actor, inline_ids: Collection[UUID] = ()
) -> dict[str, tuple[AttachmentView, ...]]:
    """Like `attach` for many owners at once, by one statement."""
    return actions.attach_many(by_owner, actor=actor, inline_ids=frozenset(inline_ids))


def copy_files(ids: Sequence[UUID], *, actor: Actor, at: datetime) -> tuple[UUID, ...]:
    """Make uploads of this actor out of stored files, to be attached once more in the same transaction.

    The caller answers for the right to read them; the bytes are kept once.

    Raises:
        Invalid: an id is unknown.
    """
    return actions.copy_files(ids, actor=actor, at=at)


def keep_uploads(ids: Sequence[UUID], *, actor: Actor, until: datetime) -> tuple[AttachmentView, ...]:
    """Let uploads of this actor wait longer to be attached, in the order given: a draft refers to them.

    Raises:
        Invalid: an id is unknown, somebody else's, or attached already; which of these is not told.
    """
    return actions.keep_uploads(ids, actor=actor, until=until)


def own_uploads(actor: Actor, ids: Collection[UUID]) -> list[AttachmentView]:
    """Those of `ids` that the actor uploaded and that nothing refers to yet, oldest first."""
    return queries.own_uploads(actor, ids)


def of_owners(owners: Collection[str]) -> dict[str, tuple[AttachmentView, ...]]:
    """The attachments of each owner, oldest first; owners without any are left out."""
    return queries.of_owners(owners)


def read(attachment_id: UUID) -> FileContent | None:
    """One file with its bytes, whoever asks: the caller answers for the right to read it."""
    return queries.read(attachment_id)


def may_read(actor: Actor, attachment_id: UUID) -> bool:
    """Whether the actor may read the file: the uploader until it is attached, then who may see its owner."""
    return queries.may_read(actor, attachment_id)


def register_owner_check(prefix: str, check: OwnerCheck) -> None:
    """Say who may read the files of owners `<prefix>:<id>`; without a check nobody may."""
    _register_owner_check(prefix, check)
