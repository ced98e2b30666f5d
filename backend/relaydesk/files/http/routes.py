"""Uploading and downloading files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File
from ninja.files import UploadedFile

from relaydesk.access.public import actor_of
from relaydesk.files import public as files
from relaydesk.files.contracts import MAX_FILE_BYTES
from relaydesk.files.http.schemas import StoredFile
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound, TooLarge
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router

router = Router(tags=["files"])
ENVELOPE = 64 * 1024
"""What multipart adds around one file, in bytes."""


@router.post(
    "/files",
    permission=SIGNED_IN("an upload belongs to its uploader alone until it is attached"),
    response={201: StoredFile},
    max_body=MAX_FILE_BYTES + ENVELOPE,
)
def upload(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Upload a file, to be attached to a message within a day."""
    if (file.size or 0) > MAX_FILE_BYTES:
        raise TooLarge(data={"limit_bytes": MAX_FILE_BYTES})
    view = files.store(
        name=file.name or "file",
        content_type=file.content_type or "",
        data=file.read(),
        uploader=actor_of(request),
        at=now(),
    )
    stored = {
        "id": view.id,
        "name": view.name,
        "size": view.size,
        "content_type": view.content_type,
        "url": view.url,
    }
    return json_response(stored, status=201, headers={"Location": view.url})


@router.get(
    "/files/{file_id}",
    permission=SIGNED_IN("the file's owner decides who may read it"),
    download=True,
)
def download(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Download a file: pictures are shown, everything else is saved."""
    content = files.read(file_id) if files.may_read(actor_of(request), file_id) else None
    if content is None:
        raise NotFound
    return HttpResponse(content.data, headers=content.headers)
