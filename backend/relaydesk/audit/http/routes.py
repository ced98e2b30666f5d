"""Routes of `audit`: the record, its integrity, its exports, its retention. All belong to the auditor."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import Field

from relaydesk.access.public import actor_of
from relaydesk.audit.actions import errands
from relaydesk.audit.http import presenting
from relaydesk.audit.http.schemas import (
    IntegrityOut,
    Outcome,
    RecordCheckOut,
    RecordEventDetail,
    RecordExportIn,
    RecordExportOut,
    RecordPage,
    RetentionIn,
    RetentionOut,
)
from relaydesk.audit.models import Check, Retention
from relaydesk.audit.permissions import AuditPermission
from relaydesk.audit.queries import head as chain
from relaydesk.audit.queries import record
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import expected_version
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import file_response, json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import BigInt
from relaydesk.platform.sheets import SheetForm

router = Router(tags=["audit"])
P = AuditPermission
Limit = Annotated[int, Field(ge=1, le=200)]
Text = Annotated[str, Field(max_length=100)]


def _aware(at: datetime | None) -> datetime | None:
    """An instant without a zone is UTC."""
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


@router.get("/audit/events", permission=P.READ, response=RecordPage)
def list_record(
    request: HttpRequest,
    actor: Text | None = None,
    name: Text | None = None,
    subject: Text | None = None,
    since: Annotated[datetime | None, Query(alias="from")] = None,
    until: Annotated[datetime | None, Query(alias="to")] = None,
    source: Text | None = None,
    outcome: Outcome | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> HttpResponse:
    """The record, newest first. `name` is an event name or the beginning of one, such as `access.`."""
    wanted = record.RecordFilter(
        actor=actor,
        name=name,
        subject=subject,
        since=_aware(since),
        until=_aware(until),
        source=source,
        outcome=outcome.value if outcome else None,
    )
    before = decode_cursor("audit:events", cursor)[0] if cursor else None
    rows = record.page(wanted, before=before, limit=limit + 1)
    shown = rows[:limit]
    following = encode_cursor("audit:events", [shown[-1].id]) if len(rows) > limit else None
    presenter = presenting.Presenter(actor_of(request))
    return json_response({"items": [presenter.event(row) for row in shown], "next_cursor": following})


@router.get("/audit/events/{event_id}", permission=P.READ, response=RecordEventDetail)
def read_record(request: HttpRequest, event_id: BigInt) -> HttpResponse:
    """One event with all that it says, and the seal that it is in."""
    row, seal = record.one(event_id)
    return json_response(presenting.Presenter(actor_of(request)).detail(row, seal))


@router.post("/audit/exports", permission=P.EXPORT, response={202: RecordExportOut})
def make_export(request: HttpRequest, body: RecordExportIn) -> HttpResponse:
    """Ask for the record as a file, with the filters of the list; at most 500,000 events."""
    given = body.model_dump(exclude={"format"})
    given |= {"since": _aware(body.since), "until": _aware(body.until)}
    given["outcome"] = body.outcome.value if body.outcome else None
    wanted = record.RecordFilter(**given)
    form = SheetForm(body.format.value)
    begun = errands.ask_export(actor=actor_of(request), at=now(), form=form, wanted=wanted)
    return json_response(presenting.export(begun), status=202)


@router.get("/audit/exports/{uuid:export_id}", permission=P.EXPORT, response=RecordExportOut)
def show_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far one's own export is."""
    return json_response(presenting.export(errands.own_export(actor_of(request), export_id)))


@router.get("/audit/exports/{uuid:export_id}/file", permission=P.EXPORT, download=True)
def fetch_export(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The bytes of one's own export, for seven days; fetching is on record."""
    found, pieces = errands.fetch_export(actor=actor_of(request), at=now(), export_id=export_id)
    name = f"record-{found.asked_at:%Y%m%d-%H%M%S}.{found.form}"
    return file_response(pieces, name=name, size=found.size or 0, content_type=found.form.content_type)


@router.get("/audit/integrity", permission=P.READ, response=IntegrityOut)
def show_integrity(request: HttpRequest) -> HttpResponse:
    """The head of the chain, how far sealing is behind, and the newest checks."""
    found = chain.head()
    return json_response(
        {
            "head": found.number if found else None,
            "head_sha256": found.sha256 if found else None,
            "sealed_at": found.made_at if found else None,
            "unsealed_seconds": round(chain.lag_seconds(), 3),
            "checks": [presenting.check(row) for row in Check.objects.order_by("-asked_at")[:10]],
        }
    )


@router.post("/audit/integrity/verify", permission=P.MANAGE, response={202: RecordCheckOut})
def verify_record(request: HttpRequest) -> HttpResponse:
    """Ask for a check of the whole record; its result comes with `GET /audit/integrity`."""
    ident = errands.ask_check(actor=actor_of(request), at=now())
    return json_response(presenting.check(Check.objects.get(id=ident)), status=202)


def _retention(row: Retention) -> HttpResponse:
    return json_response({"days": row.days, "least": errands.SHORTEST, "version": row.version})


@router.get("/audit/retention", permission=P.READ, response=RetentionOut)
def show_retention(request: HttpRequest) -> HttpResponse:
    """How many days the record is kept."""
    return _retention(Retention.objects.get())


@router.patch("/audit/retention", permission=P.MANAGE, response=RetentionOut, versioned=True)
def change_retention(request: HttpRequest, body: RetentionIn) -> HttpResponse:
    """Set how many days the record is kept; less than 180 is refused."""
    version = expected_version(request)
    row = errands.change_retention(actor=actor_of(request), at=now(), days=body.days, version=version)
    return _retention(row)
