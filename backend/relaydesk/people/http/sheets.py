"""Import and export of people as CSV and Excel."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile

from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.callers import caller_of
from relaydesk.people.sheets.exporting import export_sheet
from relaydesk.people.sheets.files import MAX_BYTES
from relaydesk.people.sheets.importing import begin_import, check_permission, preview_import, show_import
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound, TooLarge
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import Out
from relaydesk.platform.sheets import SheetForm

router = Router(tags=["people"])
ENVELOPE = 64 * 1024
"""What multipart adds around one file, in bytes."""

Kind = Literal["departments", "teams", "posts", "skills", "agents", "contacts", "companies"]


class SheetCounts(Out):
    """How many lines would do what; errors are counted all, shown at most 500."""

    new: int
    changed: int
    unchanged: int
    errors: int


class SheetError(Out):
    """What is wrong with one cell; the header is line 1."""

    line: int
    column: str
    code: str
    message: str
    message_en: str


class ImportOut(Out):
    """A sheet: previewed, being applied (`done` of `total` lines), refused, applied, or expired in a week."""

    id: UUID
    kind: Kind
    name: str
    state: Literal["previewed", "applying", "refused", "applied", "expired"]
    counts: SheetCounts
    errors: list[SheetError]
    done: int
    total: int
    refusal: str | None
    made_at: datetime
    applied_at: datetime | None


@router.post("/people/imports", permission=P.IMPORT, response={201: ImportOut}, max_body=MAX_BYTES + ENVELOPE)
def preview_sheet(request: HttpRequest, kind: Form[Kind], file: File[UploadedFile]) -> HttpResponse:
    """Upload a sheet and see line by line what it would do; nothing is changed yet."""
    caller = caller_of(request)
    check_permission(caller, kind)
    if (file.size or 0) > MAX_BYTES:
        raise TooLarge(data={"limit_bytes": MAX_BYTES})
    found = preview_import(actor=caller, at=now(), kind=kind, name=file.name or "", data=file.read())
    return json_response(found, status=201, headers={"Location": f"/api/v1/people/imports/{found.id}"})


@router.get("/people/imports/{import_id}", permission=P.IMPORT, response=ImportOut)
def show_sheet(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One's own import."""
    return json_response(show_import(actor=caller_of(request), import_id=import_id))


@router.post("/people/imports/{import_id}/apply", permission=P.IMPORT, response={202: ImportOut})
def apply_sheet(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have a previewed sheet written by a job: everything, or nothing with the lines that forbid it.

    Ask the import itself how far it is and what came of it.
    """
    found = begin_import(actor=caller_of(request), at=now(), import_id=import_id)
    return json_response(found, status=202, headers={"Location": f"/api/v1/people/imports/{import_id}"})


@router.get("/people/exports/{name}", permission=P.EXPORT, download=True)
def export(request: HttpRequest, name: str, lang: Literal["zh", "en"] = "zh") -> HttpResponse:
    """A file such as `contacts.csv` or `agents.xlsx` of what the caller may see; this is recorded."""
    kind, point, form = name.partition(".")
    if not point:
        raise NotFound
    data = export_sheet(actor=caller_of(request), at=now(), kind=kind, form=form, chinese=lang == "zh")
    return HttpResponse(
        data,
        content_type=SheetForm(form).content_type,
        headers={"Content-Disposition": f'attachment; filename="{kind}.{form}"'},
    )
