"""Routes of `sla`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.sla.actions.change_policy import change_policy
from relaydesk.sla.http.schemas import PolicyIn, PolicyList, PolicyOut, SlaExplanation
from relaydesk.sla.models import Policy
from relaydesk.sla.permissions import SlaPermission
from relaydesk.sla.queries.explanation import explanation
from relaydesk.tickets import public as tickets

router = Router(tags=["sla"])


def _policy(row: Policy) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "name_en": row.name_en,
        "position": row.position,
        "calendar_id": row.calendar_id,
        "targets": row.targets,
        "pauses": row.pauses,
    }


@router.get("/tickets/{number}/sla", permission=SlaPermission.READ, response=SlaExplanation, by_alias=True)
def get_ticket_sla(request: HttpRequest, number: str) -> HttpResponse:
    """Explain each start, pause, resume, end and breach of a ticket's stopwatches."""
    ticket = tickets.ticket_by_number(number)
    if ticket is None or not tickets.may_read(actor_of(request), ticket.id):
        raise NotFound
    return json_response(explanation(ticket.id))


@router.get("/sla/policies", permission=SlaPermission.READ_POLICY, response=PolicyList)
def list_policies(request: HttpRequest) -> HttpResponse:
    """All policies in the order in which they are tried."""
    return json_response({"items": [_policy(row) for row in Policy.objects.order_by("position", "name")]})


@router.patch("/sla/policies/{uuid:policy_id}", permission=SlaPermission.MANAGE_POLICY, response=PolicyOut)
def patch_policy(request: HttpRequest, policy_id: UUID, body: PolicyIn) -> HttpResponse:
    """Change a policy; unfinished stopwatches are derived anew from history."""
    change_policy(
        actor=actor_of(request), at=now(), policy_id=policy_id, **body.model_dump(exclude_unset=True)
    )
    return json_response(_policy(Policy.objects.get(id=policy_id)))
