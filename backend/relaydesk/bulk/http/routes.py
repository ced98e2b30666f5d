"""Routes of `bulk`: choosing, changing many tickets, and taking that back."""

from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import Field

from relaydesk.access.public import actor_of
from relaydesk.bulk.actions.ask_change import ask_change
from relaydesk.bulk.actions.export_tickets import KIND, ask_export, fetch_export
from relaydesk.bulk.actions.stop_change import cancel_change, undo_change
from relaydesk.bulk.http.presenting import present_change, present_export, present_result
from relaydesk.bulk.http.schemas import (
    BulkChangeIn,
    BulkChangeOut,
    BulkChangePage,
    BulkResultPage,
    MatchOut,
    SelectionIn,
    TicketExportIn,
    TicketExportList,
    TicketExportOut,
)
from relaydesk.bulk.queries.changes import own_change, own_changes, results_of
from relaydesk.bulk.queries.selection import Selection
from relaydesk.bulk.rules.progress import MOST_TICKETS, ItemState
from relaydesk.files import public as files
from relaydesk.platform.clock import now
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import file_response, json_response
from relaydesk.platform.http.router import ANY_OF, Router
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketEdits
from relaydesk.tickets.public import FilterQuery
from relaydesk.tickets.public import TicketPermission as P

router = Router(tags=["bulk"])
MAY_CHANGE = ANY_OF(P.WRITE, P.DELETE, P.SET_LABEL)
MOST_COUNTED = 100_000
Limit = Annotated[int, Field(ge=1, le=200)]


@router.get("/ticket-matches", permission=P.READ, response=MatchOut)
def match(request: HttpRequest, query: Query[FilterQuery]) -> HttpResponse:
    """How many tickets match at this moment, and which: what "select all" then stands for."""
    found = tickets.choose_matching(actor_of(request), query, sort=None, excluded=(), most=MOST_COUNTED)
    numbers = [number for _, number in found.tickets] if len(found.tickets) <= MOST_TICKETS else None
    count = len(found.tickets)
    return json_response({"count": count, "capped": found.more, "numbers": numbers, "limit": MOST_TICKETS})


@router.post("/bulk-changes", permission=MAY_CHANGE, response={202: BulkChangeOut})
def make_change(request: HttpRequest, body: BulkChangeIn) -> HttpResponse:
    """Change up to 10,000 tickets alike, each by the rules of a single change; a worker does it."""
    edits = cast(TicketEdits, _edits(body))
    change = ask_change(actor=actor_of(request), at=now(), selection=selection_of(body), edits=edits)
    headers = {"Location": f"/api/v1/bulk-changes/{change.id}"}
    return json_response(present_change(change), status=202, headers=headers)


@router.get("/bulk-changes", permission=MAY_CHANGE, response=BulkChangePage)
def list_changes(request: HttpRequest, limit: Limit = 20, cursor: str | None = None) -> HttpResponse:
    """One's own changes of the last thirty days, newest first."""
    before = UUID(decode_cursor("bulk:changes", cursor)[0]) if cursor else None
    found = own_changes(actor_of(request), before=before, limit=limit + 1)
    page = found[:limit]
    following = encode_cursor("bulk:changes", [str(page[-1].id)]) if len(found) > limit else None
    return json_response({"items": [present_change(one) for one in page], "next_cursor": following})


@router.get("/bulk-changes/{uuid:change_id}", permission=MAY_CHANGE, response=BulkChangeOut)
def show_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """How far one's own change is."""
    return json_response(present_change(own_change(actor_of(request), change_id)))


@router.get("/bulk-changes/{uuid:change_id}/results", permission=MAY_CHANGE, response=BulkResultPage)
def list_results(
    request: HttpRequest,
    change_id: UUID,
    state: Annotated[list[ItemState], Query()] = [],  # noqa: B006 - read only, as ninja wants it
    limit: Limit = 100,
    cursor: str | None = None,
) -> HttpResponse:
    """What became of each ticket, with the reason where nothing was changed."""
    change = own_change(actor_of(request), change_id)
    kind = f"bulk:results:{change_id}"
    after = int(decode_cursor(kind, cursor)[0]) if cursor else 0
    found = results_of(change, states=state, after=after, limit=limit + 1)
    page = found[:limit]
    following = encode_cursor(kind, [page[-1].position]) if len(found) > limit else None
    return json_response({"items": [present_result(one) for one in page], "next_cursor": following})


@router.post("/bulk-changes/{uuid:change_id}/cancel", permission=MAY_CHANGE, response=BulkChangeOut)
def cancel(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Go no further; what is done stays, and can be undone for ten seconds."""
    return json_response(
        present_change(cancel_change(actor=actor_of(request), at=now(), change_id=change_id))
    )


@router.post("/bulk-changes/{uuid:change_id}/undo", permission=MAY_CHANGE, response={202: BulkChangeOut})
def undo(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Within ten seconds of its end: give the tickets their former values back where nobody was since."""
    change = undo_change(actor=actor_of(request), at=now(), change_id=change_id)
    return json_response(present_change(change), status=202)


@router.post("/ticket-exports", permission=P.EXPORT, response={202: TicketExportOut})
def make_export(request: HttpRequest, body: TicketExportIn) -> HttpResponse:
    """Take up to 200,000 tickets out as CSV or Excel, hidden and masked as in lists; a worker writes it."""
    export = ask_export(
        actor=actor_of(request),
        at=now(),
        selection=selection_of(body),
        form=body.format,
        columns=body.columns,
    )
    headers = {"Location": f"/api/v1/ticket-exports/{export.id}"}
    return json_response(present_export(export), status=202, headers=headers)


@router.get("/ticket-exports", permission=P.EXPORT, response=TicketExportList)
def list_exports(request: HttpRequest) -> HttpResponse:
    """One's own last exports."""
    account_id = actor_of(request).account_id
    found = files.exports_of(account_id, kind=KIND, limit=50) if account_id else []
    return json_response({"items": [present_export(one) for one in found]})


@router.get("/ticket-exports/{uuid:export_id}", permission=P.EXPORT, response=TicketExportOut)
def show_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far one's own export is."""
    found = files.own_export(export_id, kind=KIND, account_id=actor_of(request).account_id)
    return json_response(present_export(found))


@router.get("/ticket-exports/{uuid:export_id}/file", permission=P.EXPORT, download=True)
def fetch_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The bytes of one's own export, for seven days; fetching is on record."""
    found, pieces = fetch_export(actor=actor_of(request), at=now(), export_id=export_id)
    name = f"tickets-{found.asked_at:%Y%m%d-%H%M%S}.{found.form}"
    return file_response(pieces, name=name, size=found.size or 0, content_type=found.form.content_type)


def selection_of(body: SelectionIn) -> Selection:
    """What a body chooses."""
    return Selection(
        numbers=tuple(body.numbers) if body.numbers is not None else None,
        matching=body.matching,
        excluded=tuple(body.excluded),
        sort=body.sort,
    )


def _edits(body: BulkChangeIn) -> dict[str, Any]:
    """Only what is mentioned: null takes the team, the assignee or the label away."""
    given = body.change.model_dump(mode="json", exclude_unset=True)
    removable = ("team_id", "assignee_id", "label")
    return {name: value for name, value in given.items() if value is not None or name in removable}
