"""Routes of `privacy`."""

from django.http import HttpRequest, HttpResponse

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.privacy.actions.change_policy import change_policy
from relaydesk.privacy.actions.reveal_value import reveal_value
from relaydesk.privacy.http.schemas import MaskingPolicyIn, MaskingPolicyOut, RevealIn, RevealOut
from relaydesk.privacy.permissions import PrivacyPermission
from relaydesk.privacy.queries.policy import policies

router = Router(tags=["privacy"])
P = PrivacyPermission


@router.get("/privacy/policy", permission=P.MANAGE, response=MaskingPolicyOut)
def show_policy(request: HttpRequest) -> HttpResponse:
    """When each kind of sensitive data is masked."""
    return json_response({"items": policies()})


@router.patch("/privacy/policy", permission=P.MANAGE, response=MaskingPolicyOut, versioned=True)
def patch_policy(request: HttpRequest, body: MaskingPolicyIn) -> HttpResponse:
    """Set when one kind is masked; `If-Match` names the version of that kind."""
    change_policy(
        actor=actor_of(request),
        at=now(),
        kind=body.kind,
        mode=body.mode,
        version=expected_version(request),
    )
    return json_response({"items": policies()})


@router.post("/privacy/reveal", permission=P.REVEAL, response=RevealOut, idempotent=False)
def reveal(request: HttpRequest, body: RevealIn) -> HttpResponse:
    """Show a masked value in full, once, for a reason that goes into the record."""
    value = reveal_value(
        actor=actor_of(request), at=now(), subject=body.subject, field=body.field, reason=body.reason
    )
    return json_response({"value": value}, headers={"Cache-Control": "no-store"})
