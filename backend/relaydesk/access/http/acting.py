"""Acting in somebody's place, and looking with somebody's eyes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.stand_in import arrange_stand_in, end_stand_in
from relaydesk.access.actions.view_as import begin_view_as, end_view_as
from relaydesk.access.http.rights_schemas import StandInIn, StandInList, StandInOut, ViewAsIn
from relaydesk.access.models import StandIn
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.public import actor_of
from relaydesk.access.queries.stand_ins import stand_ins, views_of
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router

router = Router(tags=["rights"])
OWN = SIGNED_IN("one's own tickets are lent by oneself; those of others only by one who manages accounts")


@router.get("/stand-ins", permission=OWN, response=StandInList)
def list_(request: HttpRequest) -> HttpResponse:
    """Stand-ins that hold or will: one's own, or everybody's for one who manages accounts."""
    return json_response({"items": stand_ins(actor_of(request), at=now())})


@router.post("/stand-ins", permission=OWN, response={201: StandInOut})
def arrange(request: HttpRequest, body: StandInIn) -> HttpResponse:
    """Let somebody act in one's place for a time; in another's only by one who manages accounts."""
    actor, at = actor_of(request), now()
    absent = body.absent_agent_id or actor.agent_id
    if absent is None:
        raise Forbidden
    row = arrange_stand_in(
        actor=actor,
        absent_agent_id=absent,
        deputy_agent_id=body.deputy_agent_id,
        valid_from=body.valid_from or at,
        valid_until=body.valid_until,
        at=at,
    )
    made = StandIn.objects.select_related("absent", "deputy").get(id=row.id)
    return json_response(views_of(actor, [made], at=at)[0], status=201)


@router.delete("/stand-ins/{stand_in_id}", permission=OWN, response={204: None})
def end(request: HttpRequest, stand_in_id: UUID) -> HttpResponse:
    """End a stand-in now."""
    end_stand_in(actor=actor_of(request), stand_in_id=stand_in_id, at=now())
    return HttpResponse(status=204)


@router.post("/session/view-as", permission=P.VIEW_AS, response={204: None}, idempotent=False)
def view_as(request: HttpRequest, body: ViewAsIn) -> HttpResponse:
    """See what another account sees, and change nothing, until `DELETE`; both are recorded."""
    begin_view_as(
        actor=actor_of(request), session_id=_session_id(request), account_id=body.account_id, at=now()
    )
    return HttpResponse(status=204)


@router.delete(
    "/session/view-as",
    permission=SIGNED_IN("gives one's own eyes back"),
    response={204: None},
    idempotent=False,
    always=True,
)
def stop(request: HttpRequest) -> HttpResponse:
    """Look with one's own eyes again."""
    end_view_as(actor=actor_of(request), session_id=_session_id(request), at=now())
    return HttpResponse(status=204)


def _session_id(request: HttpRequest) -> UUID | None:
    """The session of the request; None when it came with a token."""
    known = authenticate(request)
    return known.session.id if known and known.session else None
