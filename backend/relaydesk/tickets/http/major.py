"""Routes of major issues: the tickets under one, and updates for all of them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets.actions.affect_tickets import affect_tickets
from relaydesk.tickets.actions.broadcast_update import start_broadcast
from relaydesk.tickets.http.relation_schemas import Number
from relaydesk.tickets.http.schemas import Body
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.queries.broadcasts import broadcasts_of, lines_of
from relaydesk.tickets.queries.visible import visible_ticket

router = Router(tags=["tickets"])


class AffectIn(In):
    """Tickets to put under this one."""

    numbers: Annotated[list[Number], Field(min_length=1, max_length=200)]


class AffectResult(Out):
    """What became of one: 200, or the status and code of its refusal."""

    number: str
    status: int
    code: str | None


class AffectOut(Out):
    """What became of each, in the order given."""

    results: list[AffectResult]


class BroadcastIn(In):
    """An update for the requesters of all open tickets under this one; `solve` solves each with it."""

    body: Body | None = None
    body_html: Body | None = None
    solve: bool = False


class BroadcastOut(Out):
    """An update, and how far it has gone."""

    id: UUID
    at: datetime
    by: str
    finished_at: datetime | None
    solve: bool
    total: int
    sent: int
    refused: int


class BroadcastsOut(Out):
    """The updates of a ticket, newest first."""

    items: list[BroadcastOut]


class BroadcastLineOut(Out):
    """What became of one ticket: waiting, sent, or refused with a code. No number if it is invisible."""

    number: str | None
    state: str
    code: str


class BroadcastLinesOut(Out):
    """What became of each ticket."""

    items: list[BroadcastLineOut]


@router.post("/tickets/{number}/affected", permission=P.WRITE, response=AffectOut)
def affect(request: HttpRequest, number: str, body: AffectIn) -> HttpResponse:
    """Put tickets under this one, each with its own result."""
    results = affect_tickets(actor=actor_of(request), at=now(), number=number, others=body.numbers)
    return json_response(
        {
            "results": [
                {
                    "number": other,
                    "status": problem.status if problem else 200,
                    "code": problem.code if problem else None,
                }
                for other, problem in results
            ]
        }
    )


@router.post("/tickets/{number}/broadcasts", permission=P.WRITE, response={202: BroadcastsOut})
def broadcast(request: HttpRequest, number: str, body: BroadcastIn) -> HttpResponse:
    """Send an update to the requesters of all open tickets under this one; a job does it."""
    actor = actor_of(request)
    start_broadcast(
        actor=actor,
        at=now(),
        number=number,
        body_html=body.body_html,
        body_text=body.body,
        solve=body.solve,
    )
    state = visible_ticket(actor, number, binned=False)
    return json_response({"items": broadcasts_of(state)}, status=202)


@router.get("/tickets/{number}/broadcasts", permission=P.READ, response=BroadcastsOut)
def list_broadcasts(request: HttpRequest, number: str) -> HttpResponse:
    """The updates that went to the tickets under this one."""
    state = visible_ticket(actor_of(request), number, binned=False)
    return json_response({"items": broadcasts_of(state)})


@router.get("/tickets/{number}/broadcasts/{uuid:broadcast_id}", permission=P.READ, response=BroadcastLinesOut)
def show_broadcast(request: HttpRequest, number: str, broadcast_id: UUID) -> HttpResponse:
    """What became of an update on each ticket."""
    actor = actor_of(request)
    state = visible_ticket(actor, number, binned=False)
    return json_response({"items": lines_of(state, broadcast_id, actor=actor)})
