"""Routes of `dispatch`."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.public import actor_of
from relaydesk.dispatch.actions.dispatch_ticket import dispatch_ticket
from relaydesk.dispatch.actions.set_capacity import set_capacity
from relaydesk.dispatch.contracts import Trigger
from relaydesk.dispatch.http.schemas import CapacityIn, DispatchDecision, DispatchDecisions, Duty, DutyList
from relaydesk.dispatch.permissions import DispatchPermission
from relaydesk.dispatch.queries.candidates import candidates
from relaydesk.dispatch.queries.decisions import decisions_of
from relaydesk.dispatch.rules.choosing import Candidate
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView

router = Router(tags=["dispatch"])


def _visible(request: HttpRequest, number: str) -> TicketView:
    ticket = tickets.ticket_by_number(number)
    if ticket is None or not tickets.may_read(actor_of(request), ticket.id):
        raise NotFound
    return ticket


def _duty(one: Candidate) -> dict[str, Any]:
    last = one.last_assigned_at
    return {
        "agent": {"id": one.agent_id, "name": one.name},
        "presence": one.presence,
        "load": one.load,
        "capacity": one.capacity,
        "last_assigned_at": None if last is None else datetime.fromtimestamp(last, UTC),
    }


@router.get(
    "/tickets/{number}/dispatch-decisions", permission=DispatchPermission.READ, response=DispatchDecisions
)
def list_decisions(request: HttpRequest, number: str) -> HttpResponse:
    """Why this agent: each decision about the ticket with everybody who was looked at."""
    return json_response({"items": decisions_of(_visible(request, number).id)})


@router.post("/tickets/{number}/dispatch", permission=DispatchPermission.DISPATCH, response=DispatchDecision)
def dispatch_again(request: HttpRequest, number: str) -> HttpResponse:
    """Decide again who gets the ticket; it stays where it is when nobody is better placed."""
    ticket = _visible(request, number)
    actor = actor_of(request)
    decision_id = dispatch_ticket(ticket_id=ticket.id, at=now(), trigger=Trigger.AGAIN, actor=actor)
    if decision_id is None:
        code = "no_team" if ticket.team_id is None else "not_running"
        raise RuleBroken(code, "Only a ticket of a team that is new or open can be dispatched.")
    return json_response(next(one for one in decisions_of(ticket.id) if one["id"] == decision_id))


@router.get("/dispatch/agents", permission=DispatchPermission.READ_DUTY, response=DutyList)
def list_duties(request: HttpRequest) -> HttpResponse:
    """What each active agent carries and can carry."""
    return json_response({"items": [_duty(one) for one in candidates(people.active_agents())]})


@router.put("/dispatch/agents/{uuid:agent_id}", permission=DispatchPermission.MANAGE_DUTY, response=Duty)
def put_duty(request: HttpRequest, agent_id: UUID, body: CapacityIn) -> HttpResponse:
    """Set what an agent can carry."""
    set_capacity(actor=actor_of(request), at=now(), agent_id=agent_id, capacity=body.capacity)
    return json_response(_duty(candidates(list(people.agents([agent_id]).values()))[0]))
