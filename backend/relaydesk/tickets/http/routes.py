"""The ticket routes: parse, one call, present."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.access.public import AccessPermission, actor_of
from relaydesk.people.public import register_overview_section
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.tickets.actions.add_message import Words, add_message
from relaydesk.tickets.actions.addressing import recipients_of
from relaydesk.tickets.actions.bin_ticket import delete_ticket, restore_ticket
from relaydesk.tickets.actions.edit_ticket import Edits, edit_ticket
from relaydesk.tickets.actions.take_request import take_request
from relaydesk.tickets.actions.view_ticket import view_ticket
from relaydesk.tickets.http import correspondence, major, presenting, relating, tags, watching, working
from relaydesk.tickets.http.batch import new_ticket, open_batch, requester_of
from relaydesk.tickets.http.conditions import present_fields
from relaydesk.tickets.http.overview import tickets_of_contact
from relaydesk.tickets.http.schemas import (
    BatchIn,
    BatchOut,
    CandidatesOut,
    GroupsOut,
    Message,
    MessageIn,
    SeerPage,
    Ticket,
    TicketFieldsOut,
    TicketIn,
    TicketPage,
    TicketPatch,
    TicketTypesOut,
    TimelinePage,
)
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.explaining import who_can_see
from relaydesk.tickets.queries.filters import GroupQuery, ListQuery, filters_from, refuse_hidden, sort_of
from relaydesk.tickets.queries.groups import groups_of
from relaydesk.tickets.queries.list_view import Viewer, list_tickets
from relaydesk.tickets.queries.mentionable import mentionable
from relaydesk.tickets.queries.orders import key_of
from relaydesk.tickets.queries.rows import present_rows
from relaydesk.tickets.queries.timeline import read_timeline
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.rules.assigning import KEEP

router = Router(tags=["tickets"])
for part in (correspondence, major, relating, tags, watching, working):
    router.add_router("", part.router)
register_overview_section("tickets", tickets_of_contact)  # here, since it presents rows as these routes do
DESK = "desk"
BATCH_BODY = 16 * 1024 * 1024
"""500 tickets of real length; one body of a single ticket is at most MAX_BODY_BYTES."""

Limit = Annotated[int, Field(ge=1, le=200)]


class MentionQuery(Schema):
    """What was typed behind the `@`."""

    q: Annotated[str, StringConstraints(max_length=60)] = ""
    limit: Annotated[int, Field(ge=1, le=20)] = 8


@router.get("/ticket-types", permission=TicketPermission.READ, response=TicketTypesOut)
def list_types(request: HttpRequest) -> HttpResponse:
    """The ticket types with their statuses and legal moves."""
    return json_response({"items": [presenting.present_type(entry) for entry in catalogue().types.values()]})


@router.get("/ticket-fields", permission=TicketPermission.READ, response=TicketFieldsOut)
def list_fields(request: HttpRequest) -> HttpResponse:
    """The fields that conditions on tickets may ask for, with their operators and choices."""
    return json_response({"items": present_fields(actor_of(request))})


@router.get("/tickets", permission=TicketPermission.READ, response=TicketPage)
def list_(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """A page of tickets that the reader may see. Several values are separated by commas."""
    actor = actor_of(request)
    filters, sort = filters_from(query, actor), sort_of(query, actor)
    kind = f"tickets:{sort.value}"
    after = decode_cursor(kind, query.cursor) if query.cursor else None
    states = list_tickets(
        viewer=Viewer.of(actor, binned=filters.binned),
        filters=filters,
        sort=sort,
        limit=query.limit + 1,
        after=after,
    )
    page = states[: query.limit]
    following = encode_cursor(kind, key_of(page[-1], sort)) if len(states) > query.limit else None
    return json_response({"items": present_rows(page, actor=actor), "next_cursor": following})


@router.get("/tickets/groups", permission=TicketPermission.READ, response=GroupsOut)
def groups(request: HttpRequest, query: Query[GroupQuery]) -> HttpResponse:
    """How many tickets of a list have each status, assignee or other value, among those that changed last."""
    actor = actor_of(request)
    refuse_hidden(query, actor)
    filters = filters_from(query, actor)
    found = groups_of(viewer=Viewer.of(actor, binned=filters.binned), filters=filters, by=query.by)
    items = [{"value": value, "count": count} for value, count in found.items.items()]
    return json_response({"items": items, "cut": found.cut})


@router.post("/tickets", permission=TicketPermission.WRITE, response={201: Ticket})
def open_(request: HttpRequest, body: TicketIn) -> HttpResponse:
    """Open a ticket."""
    actor = actor_of(request)
    taken = take_request(
        actor=actor,
        at=now(),
        requester=requester_of(body.requester),
        make=lambda requester_id: new_ticket(body, requester_id),
    )
    state = taken.state
    shown = presenting.present_new_ticket(taken, actor=actor)
    headers = {"Location": f"/api/v1/tickets/{state.number}", "ETag": etag(state.version)}
    return json_response(shown, status=201, headers=headers)


@router.post("/tickets/batch", permission=TicketPermission.WRITE, response=BatchOut, max_body=BATCH_BODY)
def open_many(request: HttpRequest, body: BatchIn) -> HttpResponse:
    """Open up to 500 tickets; each line has its own result, and a refused line keeps no other back."""
    return json_response({"results": open_batch(actor=actor_of(request), at=now(), lines=body.tickets)})


@router.get("/tickets/{number}", permission=TicketPermission.READ, response=Ticket)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One ticket."""
    actor = actor_of(request)
    state = view_ticket(actor=actor, at=now(), number=number)
    return json_response(presenting.present_ticket(state, actor=actor), headers={"ETag": etag(state.version)})


@router.delete("/tickets/{number}", permission=TicketPermission.DELETE, response={204: None}, versioned=True)
def delete(request: HttpRequest, number: str) -> HttpResponse:
    """Put a ticket into the bin; with `If-Match` only if nobody was faster."""
    delete_ticket(
        actor=actor_of(request), at=now(), number=number, expected_version=expected_version(request)
    )
    return HttpResponse(status=204)


@router.post("/tickets/{number}/restore", permission=TicketPermission.DELETE, response=Ticket)
def restore(request: HttpRequest, number: str) -> HttpResponse:
    """Take a ticket out of the bin."""
    actor = actor_of(request)
    state = restore_ticket(actor=actor, at=now(), number=number)
    return json_response(presenting.present_ticket(state, actor=actor), headers={"ETag": etag(state.version)})


@router.patch("/tickets/{number}", permission=TicketPermission.WRITE, response=Ticket)
def edit(request: HttpRequest, number: str, body: TicketPatch) -> HttpResponse:
    """Change fields of a ticket, all together or not at all; with `If-Match` only if nobody was faster."""
    actor = actor_of(request)
    named = body.model_fields_set
    edits = Edits(
        subject=body.subject,
        status=body.status,
        open_children=body.open_children,
        priority=body.priority.value if body.priority else None,
        type=body.type,
        tags=tuple(body.tags) if body.tags is not None else None,
        label=body.label if "label" in named else KEEP,
        team_id=body.team_id if "team_id" in named else KEEP,
        assignee_id=body.assignee_id if "assignee_id" in named else KEEP,
        planned_from=body.planned_from if "planned_from" in named else KEEP,
        planned_until=body.planned_until if "planned_until" in named else KEEP,
    )
    state = edit_ticket(
        actor=actor, at=now(), number=number, edits=edits, expected_version=expected_version(request)
    )
    return json_response(presenting.present_ticket(state, actor=actor), headers={"ETag": etag(state.version)})


@router.get("/tickets/{number}/timeline", permission=TicketPermission.READ, response=TimelinePage)
def timeline(request: HttpRequest, number: str, limit: Limit = 50, cursor: str | None = None) -> HttpResponse:
    """Messages, notes and facts of a ticket, newest first."""
    actor = actor_of(request)
    state = visible_ticket(actor, number)
    kind = f"timeline:{state.id}"
    after = decode_cursor(kind, cursor) if cursor else None
    rows = read_timeline(state.id, limit=limit + 1, after=(after[0], after[1], after[2]) if after else None)
    page = rows[:limit]
    following = encode_cursor(kind, page[-1].key) if len(rows) > limit else None
    return json_response(
        {
            "items": presenting.present_timeline(page, actor=actor, type_key=state.type_key),
            "next_cursor": following,
        }
    )


@router.post("/tickets/{number}/messages", permission=TicketPermission.WRITE, response={201: Message})
def write_message(request: HttpRequest, number: str, body: MessageIn) -> HttpResponse:
    """Answer the requester, or leave a note for colleagues; whom a note names is told."""
    view = add_message(
        actor=actor_of(request),
        at=now(),
        ticket=number,
        seen=body.seen_message_id,
        words=Words(
            recipients=recipients_of(cc=body.cc, bcc=body.bcc),
            visibility=body.visibility,
            channel=DESK,
            body_html=body.body_html,
            body_text=body.body,
            attachment_ids=tuple(body.attachment_ids),
        ),
        set_status=body.set_status,
    )
    shown = presenting.present_message(view)
    if "data-var" in (body.body_html or ""):
        # Its author sees masked what was filled in.
        type_key = visible_ticket(actor_of(request), number).type_key
        shown = presenting.masked(shown, actor=actor_of(request), type_key=type_key) or shown
    return json_response(shown, status=201)


@router.get("/tickets/{number}/mentionable", permission=TicketPermission.WRITE, response=CandidatesOut)
def list_mentionable(request: HttpRequest, number: str, query: Query[MentionQuery]) -> HttpResponse:
    """Whom a note on this ticket could mention: by name, address or pinyin, those who can see it first."""
    state = visible_ticket(actor_of(request), number, binned=False)
    found = mentionable(state, query.q, at=now(), limit=query.limit)
    return json_response({"items": found})


@router.get("/tickets/{number}/access", permission=AccessPermission.EXPLAIN, response=SeerPage)
def access_(request: HttpRequest, number: str, limit: Limit = 50, cursor: str | None = None) -> HttpResponse:
    """Who can see this ticket, and why: by which role or stand-in, scope and place, with which clearance."""
    state = visible_ticket(actor_of(request), number, binned=False)
    kind = f"seers:{state.id}"
    after = decode_cursor(kind, cursor) if cursor else None
    found = who_can_see(state, at=now(), limit=limit + 1, after=(after[0], after[1]) if after else None)
    page = found[:limit]
    following = encode_cursor(kind, page[-1].place) if len(found) > limit else None
    return json_response({"items": page, "next_cursor": following})
