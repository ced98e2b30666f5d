"""Routes by which tickets hang together: merging, splitting, linking, children, sleep."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.tickets.actions.link_tickets import link_tickets, unlink_tickets
from relaydesk.tickets.actions.merge_tickets import merge_tickets
from relaydesk.tickets.actions.open_child import open_child
from relaydesk.tickets.actions.opening_beside import Beside
from relaydesk.tickets.actions.snooze_ticket import snooze_ticket, wake_ticket
from relaydesk.tickets.actions.split_ticket import split_ticket
from relaydesk.tickets.actions.unmerge_ticket import unmerge_ticket
from relaydesk.tickets.http import presenting
from relaydesk.tickets.http.relation_schemas import (
    ChildIn,
    LinkIn,
    MergeIn,
    RelationsOut,
    SnoozeIn,
    SplitIn,
)
from relaydesk.tickets.http.schemas import Ticket
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.queries.family import relations_of
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.rules.assigning import KEEP
from relaydesk.tickets.rules.state import TicketState

router = Router(tags=["tickets"])


@router.get("/tickets/{number}/relations", permission=P.READ, response=RelationsOut)
def relations(request: HttpRequest, number: str) -> HttpResponse:
    """What hangs together with a ticket: links, children, merges, watchers."""
    actor = actor_of(request)
    return _relations(actor, visible_ticket(actor, number, binned=False))


@router.post("/tickets/{number}/merge", permission=P.WRITE, response=Ticket)
def merge(request: HttpRequest, number: str, body: MergeIn) -> HttpResponse:
    """Merge other tickets into this one."""
    actor = actor_of(request)
    state = merge_tickets(
        actor=actor,
        at=now(),
        number=number,
        sources=body.sources,
        across_requesters=body.across_requesters,
        tell=body.tell,
    )
    return _ticket(actor, state)


@router.post("/tickets/{number}/unmerge", permission=P.WRITE, response=Ticket)
def unmerge(request: HttpRequest, number: str) -> HttpResponse:
    """Take this ticket out of the one that it was merged into."""
    actor = actor_of(request)
    return _ticket(actor, unmerge_ticket(actor=actor, at=now(), number=number))


@router.post("/tickets/{number}/split", permission=P.WRITE, response={201: Ticket})
def split(request: HttpRequest, number: str, body: SplitIn) -> HttpResponse:
    """Make a ticket of its own out of messages of this one."""
    actor = actor_of(request)
    state = split_ticket(
        actor=actor, at=now(), number=number, message_ids=body.message_ids, subject=body.subject
    )
    return _ticket(actor, state, status=201)


@router.post("/tickets/{number}/children", permission=P.WRITE, response={201: Ticket})
def add_child(request: HttpRequest, number: str, body: ChildIn) -> HttpResponse:
    """Open a child of this ticket."""
    actor = actor_of(request)
    named = body.model_fields_set
    parent = visible_ticket(actor, number, binned=False)
    new = Beside(
        subject=body.subject,
        requester_id=parent.requester_id,
        type_key=body.type,
        priority=body.priority.value if body.priority else None,
        team_id=body.team_id if "team_id" in named else KEEP,
        assignee_id=body.assignee_id,
    )
    state = open_child(
        actor=actor, at=now(), number=number, new=new, body_text=body.body, body_html=body.body_html
    )
    return _ticket(actor, state, status=201)


@router.post("/tickets/{number}/links", permission=P.WRITE, response=RelationsOut)
def link(request: HttpRequest, number: str, body: LinkIn) -> HttpResponse:
    """Link this ticket to another."""
    actor = actor_of(request)
    state = link_tickets(actor=actor, at=now(), number=number, other=body.other, relation=body.relation)
    return _relations(actor, state)


@router.delete("/tickets/{number}/links/{uuid:link_id}", permission=P.WRITE, response=RelationsOut)
def unlink(request: HttpRequest, number: str, link_id: UUID) -> HttpResponse:
    """Remove a link of this ticket."""
    actor = actor_of(request)
    return _relations(actor, unlink_tickets(actor=actor, at=now(), number=number, link_id=link_id))


@router.put("/tickets/{number}/snooze", permission=P.WRITE, response=Ticket)
def snooze(request: HttpRequest, number: str, body: SnoozeIn) -> HttpResponse:
    """Put this ticket to sleep."""
    actor = actor_of(request)
    return _ticket(actor, snooze_ticket(actor=actor, at=now(), number=number, until=body.until))


@router.delete("/tickets/{number}/snooze", permission=P.WRITE, response=Ticket)
def wake(request: HttpRequest, number: str) -> HttpResponse:
    """Wake this ticket."""
    actor = actor_of(request)
    return _ticket(actor, wake_ticket(actor=actor, at=now(), number=number))


def _relations(actor: Actor, state: TicketState) -> HttpResponse:
    return json_response(relations_of(state, actor=actor))


def _ticket(actor: Actor, state: TicketState, *, status: int = 200) -> HttpResponse:
    headers = {"ETag": etag(state.version)}
    return json_response(presenting.present_ticket(state, actor=actor), status=status, headers=headers)
