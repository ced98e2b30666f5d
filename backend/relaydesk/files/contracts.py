"""What other modules may know of a stored file."""

from dataclasses import dataclass
from uuid import UUID

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_FILES_PER_OWNER = 50
MAX_PENDING_UPLOADS = 100
MAX_NAME_LENGTH = 255


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
