"""Routes of administrators about sign-in, and what links in account mails and the first run lead to."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.change_sign_in_policy import change_sign_in_policy
from relaydesk.access.actions.end_sessions import ADMINISTRATOR, end_sessions
from relaydesk.access.actions.links import ask_for_reset, finish_invitation, finish_reset, invite
from relaydesk.access.actions.oauth_clients import NewClient, make_oauth_client, remove_oauth_client
from relaydesk.access.actions.reset_factors import reset_factors
from relaydesk.access.actions.set_up import FirstPeople, finish_set_up
from relaydesk.access.http.sign_in_schemas import (
    ClientIn,
    ClientMadeOut,
    ClientOut,
    InvitationOut,
    LinkIn,
    ResetIn,
    SessionOut,
    SetUpIn,
    SetUpOut,
    SignInPolicyIn,
    SignInPolicyOut,
)
from relaydesk.access.http.visits import whole_list
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.public import actor_of
from relaydesk.access.queries.sessions import sessions_of
from relaydesk.access.queries.set_up import is_open
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.queries.tokens import client_view, clients
from relaydesk.access.rules.sign_in_policy import BOUNDS, Policy
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import Page
from relaydesk.platform.http.proxies import source_of
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import ANY_OF, PUBLIC, Router

router = Router(tags=["sign-in"])
LINK = PUBLIC("whoever holds the link of the mail")
NOTHING = {204: None}


def _shown(rules: Policy) -> HttpResponse:
    settings = {name: getattr(rules, name) for name in Policy.__dataclass_fields__}
    return json_response({**settings, "bounds": BOUNDS}, headers={"ETag": etag(rules.version)})


@router.get("/sign-in-policy", permission=P.MANAGE_SIGN_IN, response=SignInPolicyOut)
def show_policy(request: HttpRequest) -> HttpResponse:
    """How people sign in here."""
    return _shown(policy())


@router.patch("/sign-in-policy", permission=P.MANAGE_SIGN_IN, response=SignInPolicyOut, versioned=True)
def change_policy(request: HttpRequest, body: SignInPolicyIn) -> HttpResponse:
    """Change settings; each takes effect at once, for those who are signed in as well."""
    rules = change_sign_in_policy(
        actor=actor_of(request),
        changes=body.model_dump(exclude_unset=True),
        version=expected_version(request),
        at=now(),
    )
    return _shown(rules)


@router.get("/accounts/{account_id}/sessions", permission=P.END_SESSIONS, response=Page[SessionOut])
def list_sessions(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Where somebody is signed in."""
    return whole_list(sessions_of(account_id, now()))


@router.delete("/accounts/{account_id}/sessions", permission=P.END_SESSIONS, response=NOTHING)
def end_all_sessions(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Sign somebody out everywhere."""
    end_sessions(actor=actor_of(request), account_id=account_id, reason=ADMINISTRATOR, at=now())
    return HttpResponse(status=204)


@router.delete("/accounts/{account_id}/sessions/{session_id}", permission=P.END_SESSIONS, response=NOTHING)
def end_one_session(request: HttpRequest, account_id: UUID, session_id: UUID) -> HttpResponse:
    """End one session of somebody."""
    end_sessions(
        actor=actor_of(request),
        account_id=account_id,
        reason=ADMINISTRATOR,
        session_id=session_id,
        at=now(),
    )
    return HttpResponse(status=204)


@router.delete("/accounts/{account_id}/factors", permission=P.MANAGE_SIGN_IN, response=NOTHING)
def reset_all_factors(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Remove all second factors of somebody who has lost them; he is signed out and told by mail."""
    reset_factors(actor=actor_of(request), account_id=account_id, at=now())
    return HttpResponse(status=204)


@router.post(
    "/accounts/{account_id}/invitation",
    permission=ANY_OF(P.MANAGE_ACCOUNTS, P.GRANT_PRIVILEGED),
    response={202: InvitationOut},
    idempotent=False,
)
def invite_(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Send somebody a link by which he sets his first password; good once, for seven days."""
    expires_at = invite(actor=actor_of(request), account_id=account_id, at=now())
    return json_response({"expires_at": expires_at}, status=202)


@router.post("/invitations/finish", permission=LINK, response=NOTHING, idempotent=False)
def invitation_finish(request: HttpRequest, body: LinkIn) -> HttpResponse:
    """Set the first password; whatever proved this account before is void."""
    finish_invitation(token=body.token, password=body.password, at=now())
    return HttpResponse(status=204)


@router.post(
    "/password-resets",
    permission=PUBLIC("who has forgotten his password is not signed in"),
    response=NOTHING,
    idempotent=False,
)
def reset_begin(request: HttpRequest, body: ResetIn) -> HttpResponse:
    """Ask for a mail with a link; the answer is the same whether or not there is an account."""
    ask_for_reset(email=body.email, source=source_of(request), at=now())
    return HttpResponse(status=204)


@router.post("/password-resets/finish", permission=LINK, response=NOTHING, idempotent=False)
def reset_finish(request: HttpRequest, body: LinkIn) -> HttpResponse:
    """Set a new password by the link."""
    finish_reset(token=body.token, password=body.password, at=now())
    return HttpResponse(status=204)


@router.get("/oauth-clients", permission=P.MANAGE_SIGN_IN, response=Page[ClientOut])
def list_clients(request: HttpRequest) -> HttpResponse:
    """Programs that may ask for tokens."""
    return whole_list(clients())


@router.post("/oauth-clients", permission=P.MANAGE_SIGN_IN, response={201: ClientMadeOut}, idempotent=False)
def make_client(request: HttpRequest, body: ClientIn) -> HttpResponse:
    """Enter a program; its secret is shown this once."""
    new = NewClient(**body.model_dump())
    client, secret = make_oauth_client(actor=actor_of(request), new=new, at=now())
    return json_response({"client": client_view(client), "client_secret": secret}, status=201)


@router.delete("/oauth-clients/{client_id}", permission=P.MANAGE_SIGN_IN, response=NOTHING)
def remove_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take a program away; its tokens end."""
    remove_oauth_client(actor=actor_of(request), client_id=client_id, at=now())
    return HttpResponse(status=204)


@router.get(
    "/set-up", permission=PUBLIC("nobody has an account yet; afterwards it is not found"), response=SetUpOut
)
def show_set_up(request: HttpRequest) -> HttpResponse:
    """Whether this installation waits for its first administrator; 404 for ever after."""
    if not is_open():
        raise NotFound
    return json_response({"open": True})


@router.post(
    "/set-up",
    permission=PUBLIC("whoever holds the link that the first start printed; afterwards it is not found"),
    response=NOTHING,
    idempotent=False,
)
def set_up(request: HttpRequest, body: SetUpIn) -> HttpResponse:
    """Make the first administrator, and invite security administrator and auditor."""
    people = FirstPeople(**body.model_dump(exclude={"token", "password"}))
    finish_set_up(token=body.token, password=body.password, people=people, at=now())
    return HttpResponse(status=204)
