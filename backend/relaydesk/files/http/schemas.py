"""Bodies of the file routes."""

from uuid import UUID

from relaydesk.platform.http.schemas import Out


class StoredFile(Out):
    """An uploaded file; `url` is a path on this host."""

    id: UUID
    name: str
    size: int
    content_type: str
    url: str
