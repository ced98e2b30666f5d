"""Sign in, sign out, and oneself."""

from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.sign_in import FactorWanted, sign_in, sign_out
from relaydesk.access.http import accounts, acting, credentials, roles, sign_in_administration, signing_in
from relaydesk.access.http.federation.routes import router as federation_router
from relaydesk.access.http.schemas import MeIn, MeOut, SignedOutOut, SignInIn
from relaydesk.access.http.session_cookies import set_csrf_cookie
from relaydesk.access.http.sign_in_schemas import FactorWantedOut
from relaydesk.access.http.visits import visit_of
from relaydesk.access.public import actor_of
from relaydesk.access.queries.me import Me, me
from relaydesk.access.queries.providers import sign_out_at_provider
from relaydesk.access.queries.who import CSRF_COOKIE, SESSION_COOKIE
from relaydesk.people import public as people
from relaydesk.people.contracts import Presence
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN, Router

router = Router(tags=["session"])
for part in (signing_in, credentials, sign_in_administration, accounts, roles, acting):
    router.add_router("", part.router)
router.add_router("", federation_router)


def _answer(mine: Me, session_key: str) -> HttpResponse:
    """Me, with the session's CSRF cookie."""
    response = json_response(mine)
    set_csrf_cookie(response, session_key)
    return response


@router.post(
    "/session",
    permission=PUBLIC("signing in is how one ceases to be nobody"),
    response={200: MeOut, 202: FactorWantedOut},
    idempotent=False,
)
def sign_in_(request: HttpRequest, body: SignInIn) -> HttpResponse:
    """Sign in with a password; sets the session cookie and the `csrftoken` cookie.

    202 says that the account has second factors: show one by `POST /session/second-factor`.
    """
    outcome = sign_in(email=body.email, password=body.password, visit=visit_of(request), at=now())
    return signing_in.asked(outcome) if isinstance(outcome, FactorWanted) else signing_in.entered(outcome)


@router.get("/session", permission=SIGNED_IN("shows only oneself"), response=MeOut, first_steps=True)
def show_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    known = authenticate(request)
    mine = me(actor_of(request), must=known.must if known else None)
    key = request.COOKIES.get(SESSION_COOKIE, "")
    return _answer(mine, key) if key and not request.headers.get("Authorization") else json_response(mine)


@router.delete(
    "/session",
    permission=SIGNED_IN("ends only one's own session"),
    response={200: SignedOutOut, 204: None},
    idempotent=False,
    always=True,
    first_steps=True,
)
def sign_out_(request: HttpRequest) -> HttpResponse:
    """End the session on the server and in the browser.

    200 names where to go on to: the identity provider that vouched for the session signs people out too.
    """
    known = authenticate(request)
    provider = ""
    if known is not None and known.session is not None:
        provider = sign_out(actor_ref=actor_of(request).ref, session_id=known.session.id, at=now())
    onwards = sign_out_at_provider(provider)
    response = json_response({"provider_sign_out": onwards}) if onwards else HttpResponse(status=204)
    response.delete_cookie(SESSION_COOKIE, samesite="Lax")
    response.delete_cookie(CSRF_COOKIE, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@router.patch("/me", permission=SIGNED_IN("changes only oneself"), response=MeOut)
def change_me(request: HttpRequest, body: MeIn) -> HttpResponse:
    """Change one's own presence or language."""
    actor = actor_of(request)
    if actor.agent_id is None:
        raise Unauthorized
    if body.locale is not None:
        people.edit_agent(agent_id=actor.agent_id, locale=body.locale.value, actor=actor.ref, at=now())
    if body.presence is not None:
        people.set_presence(
            actor=actor.ref, agent_id=actor.agent_id, presence=Presence(body.presence), at=now()
        )
    return json_response(me(actor))
