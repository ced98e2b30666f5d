"""What other modules may know of a stored file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from relaydesk.platform.sheets import SheetForm

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_FILES_PER_OWNER = 50
MAX_PENDING_UPLOADS = 100
MAX_NAME_LENGTH = 255
EXPORT_KEPT = timedelta(days=7)
"""How long the file of an export can be fetched."""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attachment as the API shows it; `size` in bytes, `url` is a path on our own host."""

    id: UUID
    name: str
    size: int
    content_type: str
    inline: bool
    content_id: str | None
    url: str


@dataclass(frozen=True, slots=True)
class FileContent:
    """An attachment together with its bytes and the headers a download must carry."""

    attachment: AttachmentView
    owner: str | None
    data: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class ExportView:
    """A sheet that an account asked for; see `files/models/export.py` for the words of `state`.

    `rows` are those written so far, `total` those to come in all where that is known, `size` in bytes.
    """

    id: UUID
    kind: str
    account_id: UUID
    asked_at: datetime
    form: SheetForm
    asked: dict[str, Any]
    state: str
    rows: int | None
    total: int | None
    size: int | None
    done_at: datetime | None
    expires_at: datetime | None
