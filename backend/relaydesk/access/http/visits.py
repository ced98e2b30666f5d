"""What the sign-in routes read from a request, and the proof that changes of credentials ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.prove import ways_to_prove
from relaydesk.access.actions.sign_in import Visit
from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.access.queries.factors import methods_of
from relaydesk.access.queries.who import SESSION_COOKIE
from relaydesk.platform.errors import Forbidden
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.proxies import source_of
from relaydesk.platform.http.responses import json_response

CEREMONY_COOKIE = "relaydesk_ceremony"
CEREMONY_SECONDS = 300
PROOF_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whom a browser signs in.

    Args:
        actor: he, with his rights.
        account_id: his account.
        session_id: his session.
        proved_at: when he last showed a password or factor in it.
        second_factor: whether he showed more than a password.
    """

    actor: Actor
    account_id: UUID
    session_id: UUID
    proved_at: datetime
    second_factor: bool


def visit_of(request: HttpRequest) -> Visit:
    """Whence a sign-in comes."""
    return Visit(
        source=source_of(request),
        user_agent=request.headers.get("User-Agent", "")[:400],
        previous_key=request.COOKIES.get(SESSION_COOKIE, "")[:64],
    )


def caller_of(request: HttpRequest) -> Caller:
    """The one whom a browser signs in, on a route that concerns his own credentials.

    Raises:
        Forbidden: `session_required`: neither a token, nor who looks with another's eyes, may come here.
    """
    known = authenticate(request)
    actor = actor_of(request)
    session = known.session if known else None
    if session is None or actor.account_id is None or actor.viewed_by is not None:
        raise Forbidden("Sign in with a browser; a token cannot do this.", code="session_required")
    return Caller(actor, actor.account_id, session.id, session.proved_at, session.second_factor)


def proved_caller_of(request: HttpRequest, at: datetime) -> Caller:
    """The same, who has shown a password or factor within ten minutes (CVE-2025-32359).

    An account with factors must have shown one: who came in without cannot add or remove any.

    Raises:
        Forbidden: `session_required`, or `proof_required` with the ways to prove.
    """
    caller = caller_of(request)
    fresh = at - caller.proved_at <= PROOF_LASTS
    if not fresh or not (caller.second_factor or not methods_of(caller.account_id)):
        ways = ways_to_prove(caller.account_id) if caller.second_factor else methods_of(caller.account_id)
        raise Forbidden(
            "Show your password or a factor again first.",
            code="proof_required",
            data={"methods": ways or ways_to_prove(caller.account_id)},
        )
    return caller


def whole_list(rows: Sequence[object]) -> HttpResponse:
    """A list that is never longer than a page; the form is that of all lists."""
    return json_response({"items": rows, "next_cursor": None})


def keep_ceremony(response: HttpResponse, token: str) -> None:
    """Let the browser keep the token of what has begun, out of reach of scripts and other sites."""
    response.set_cookie(
        CEREMONY_COOKIE,
        token,
        max_age=CEREMONY_SECONDS,
        path="/api/v1/",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def ceremony_of(request: HttpRequest) -> str:
    """The token that the browser kept."""
    return request.COOKIES.get(CEREMONY_COOKIE, "")


def end_ceremony(response: HttpResponse) -> None:
    """Let the browser forget it."""
    response.delete_cookie(CEREMONY_COOKIE, path="/api/v1/", samesite="Strict")
