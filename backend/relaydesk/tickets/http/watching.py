"""Routes of those who watch a ticket."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import Out
from relaydesk.tickets.actions.watch_ticket import unwatch_ticket, watch_ticket
from relaydesk.tickets.http.schemas import Ref
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.queries.watching import watchers_of
from relaydesk.tickets.rules.state import TicketState

router = Router(tags=["tickets"])


class WatchersOut(Out):
    """Those who watch a ticket, and whether the reader is one of them."""

    items: list[Ref]
    watching: bool


@router.get("/tickets/{number}/watchers", permission=TicketPermission.READ, response=WatchersOut)
def list_watchers(request: HttpRequest, number: str) -> HttpResponse:
    """Who watches a ticket."""
    actor = actor_of(request)
    return _answer(actor, visible_ticket(actor, number, binned=False))


@router.put("/tickets/{number}/watchers/me", permission=TicketPermission.READ, response=WatchersOut)
def watch(request: HttpRequest, number: str) -> HttpResponse:
    """Watch a ticket."""
    actor = actor_of(request)
    return _answer(actor, watch_ticket(actor=actor, at=now(), number=number, agent_id=_self(actor)))


@router.delete("/tickets/{number}/watchers/me", permission=TicketPermission.READ, response=WatchersOut)
def unwatch(request: HttpRequest, number: str) -> HttpResponse:
    """Watch a ticket no longer."""
    actor = actor_of(request)
    return _answer(actor, unwatch_ticket(actor=actor, at=now(), number=number, agent_id=_self(actor)))


@router.put(
    "/tickets/{number}/watchers/{uuid:agent_id}", permission=TicketPermission.WRITE, response=WatchersOut
)
def add_watcher(request: HttpRequest, number: str, agent_id: UUID) -> HttpResponse:
    """Let a colleague who can see the ticket watch it."""
    actor = actor_of(request)
    return _answer(actor, watch_ticket(actor=actor, at=now(), number=number, agent_id=agent_id))


@router.delete(
    "/tickets/{number}/watchers/{uuid:agent_id}", permission=TicketPermission.WRITE, response=WatchersOut
)
def remove_watcher(request: HttpRequest, number: str, agent_id: UUID) -> HttpResponse:
    """Let a colleague watch a ticket no longer."""
    actor = actor_of(request)
    return _answer(actor, unwatch_ticket(actor=actor, at=now(), number=number, agent_id=agent_id))


def _self(actor: Actor) -> UUID:
    if actor.agent_id is None:
        raise Forbidden("Only agents watch tickets.")
    return actor.agent_id


def _answer(actor: Actor, state: TicketState) -> HttpResponse:
    ids = watchers_of([state.id]).get(state.id, ())
    agents = people.agents(ids) if ids else {}
    items = [{"id": one, "name": agents[one].name} for one in ids if one in agents]
    return json_response({"items": items, "watching": actor.agent_id in ids})
