"""OAuth 2 for programs of others: consent page, tokens, revocation (RFC 6749, 7636, 7009, 9207)."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote_plus, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from relaydesk.access.actions import brakes, oauth
from relaydesk.access.http.visits import Caller, caller_of
from relaydesk.access.models import OAuthClient
from relaydesk.access.rules.consent_texts import words_for
from relaydesk.access.rules.oauth import CHALLENGE, OAuthError, origin_of, scopes_of, with_answer
from relaydesk.access.rules.roles import declared
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, RateLimited
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.guard import check_origin, is_csrf_token
from relaydesk.platform.http.proxies import source_of
from relaydesk.platform.http.responses import json_response

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
FIELDS = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"
)  # fmt: skip
LONGEST = 2000
FAILURES_PER_SOURCE, WITHIN = 30, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Request:
    """A request for consent whose client and address to go back to are right."""

    client: OAuthClient
    redirect_uri: str
    state: str
    fields: Mapping[str, str]

    @property
    def scopes(self) -> list[str]:
        """What is asked for.

        Raises:
            OAuthError: anything else about the request is wrong; told to the client by way of the browser.
        """
        given = self.fields
        if given["response_type"] != "code":
            raise OAuthError("unsupported_response_type", "Only 'code'.")
        if given["code_challenge_method"] != "S256" or not CHALLENGE.fullmatch(given["code_challenge"]):
            raise OAuthError("invalid_request", "PKCE with S256 is required.")
        return scopes_of(given["scope"], self.client.scopes)


def _request(values: Mapping[str, str]) -> Request | None:
    """Read it; None when nothing may be sent to the address that it names (RFC 6749, 4.1.2.1)."""
    given = {name: str(values.get(name, ""))[:LONGEST] for name in FIELDS}
    client = oauth.client_of(given["client_id"])
    if client is None or given["redirect_uri"] not in client.redirect_uris:
        return None
    return Request(client, given["redirect_uri"], given["state"], given)


def _back(asked: Request, **answer: str) -> HttpResponse:
    url = with_answer(asked.redirect_uri, **answer, state=asked.state, iss=settings.PUBLIC_URL)
    # The address was entered letter by letter, and its scheme is https or http (rules.oauth.is_redirect_uri).
    return HttpResponseRedirect(url, status=303, headers=NO_STORE)


def _page(
    request: HttpRequest, context: Mapping[str, object], status: int = 200, goes_to: str = ""
) -> HttpResponse:
    nonce = secrets.token_urlsafe(16)
    words = words_for(request.headers.get("Accept-Language", ""))
    response = render(
        request, "access/consent.html", {"words": words, "nonce": nonce, **context}, status=status
    )
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self' {goes_to}; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    # Not `no-referrer`: a browser then posts the answer with `Origin: null`, which is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _fault(request: HttpRequest, text: str, status: int) -> HttpResponse:
    words = words_for(request.headers.get("Accept-Language", ""))
    return _page(request, {"fault": words[text]}, status)


def authorize(request: HttpRequest) -> HttpResponse:
    """Ask somebody whether a program may act for him, and take his answer. GET changes nothing."""
    if request.method not in ("GET", "POST"):
        return HttpResponse(status=405, headers={"Allow": "GET, POST"})
    asked = _request(request.POST if request.method == "POST" else request.GET)
    if asked is None:
        return _fault(request, "wrong_client", 400)
    try:
        scopes = asked.scopes
    except OAuthError as refusal:
        return _back(asked, error=refusal.error, error_description=refusal.description)
    known = authenticate(request)
    if known is None or known.must is not None:
        # Signed in, a second factor may still be wanting, or the password too old: the desk sees to both.
        here = f"/oauth/authorize?{urlencode(asked.fields)}"
        return HttpResponseRedirect(f"/desk/?{urlencode({'next': here})}", headers=NO_STORE)
    try:
        caller = caller_of(request)
    except Forbidden:
        return _fault(request, "not_now", 403)
    if known.csrf_token is None:
        return _fault(request, "not_now", 403)
    if request.method == "GET":
        return _consent(request, asked, scopes, caller, known.csrf_token)
    return _answer(request, asked, scopes, caller, known.csrf_token)


def _consent(
    request: HttpRequest, asked: Request, scopes: list[str], caller: Caller, csrf_token: str
) -> HttpResponse:
    english = words_for(request.headers.get("Accept-Language", ""))["lang"] == "en"
    names = declared()
    shown = [
        {"key": key, "name": (names[key].name_en if english else names[key].name) if key in names else key}
        for key in scopes
    ]
    origin = origin_of(asked.redirect_uri)
    context = {
        "client_name": asked.client.name,
        "scopes": shown,
        "person": caller.actor.name,
        "origin": origin,
        "fields": list(asked.fields.items()),
        "csrf_token_value": csrf_token,
    }
    return _page(request, context, goes_to=origin)


def _answer(
    request: HttpRequest, asked: Request, scopes: list[str], caller: Caller, csrf_token: str
) -> HttpResponse:
    check_origin(request)
    if not is_csrf_token(request, request.POST.get("csrf_token", ""), csrf_token):
        raise Forbidden("The form is not ours, or too old.", code="csrf_token")
    if request.POST.get("decision") != "allow":
        return _back(asked, error="access_denied")
    code = oauth.allow(
        actor=caller.actor,
        account_id=caller.account_id,
        client=asked.client,
        scopes=scopes,
        redirect_uri=asked.redirect_uri,
        code_challenge=asked.fields["code_challenge"],
        at=now(),
    )
    return _back(asked, code=code)


def _client(request: HttpRequest) -> OAuthClient:
    """The program that calls, by HTTP Basic or by fields of the form (RFC 6749, 2.3.1)."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    ident, secret = request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    if scheme.lower() == "basic":
        try:
            name, _, word = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise OAuthError("invalid_client", "The Authorization header cannot be read.") from None
        if secret:
            raise OAuthError("invalid_request", "One way of naming the client, not two.")
        ident, secret = unquote_plus(name), unquote_plus(word)
    return oauth.authenticate_client(ident, secret)


def _tokens(request: HttpRequest, client: OAuthClient) -> oauth.Tokens:
    given, at = request.POST, now()
    kind = given.get("grant_type", "")
    if kind == "authorization_code":
        return oauth.redeem_code(
            client=client,
            code=given.get("code", ""),
            redirect_uri=given.get("redirect_uri", ""),
            verifier=given.get("code_verifier", ""),
            at=at,
        )
    if kind == "refresh_token":
        return oauth.refresh(
            client=client, token=given.get("refresh_token", ""), scope=given.get("scope", ""), at=at
        )
    if kind == "client_credentials":
        return oauth.client_credentials(client=client, scope=given.get("scope", ""), at=at)
    raise OAuthError("unsupported_grant_type", "authorization_code, refresh_token or client_credentials.")


def _endpoint(request: HttpRequest, *, revokes: bool) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    at, counted = now(), brakes.subject("oauth client", source_of(request))
    try:
        brakes.refuse_if_locked([(counted, FAILURES_PER_SOURCE)], WITHIN, at)
        client = _client(request)
        if revokes:
            oauth.revoke(client=client, token=request.POST.get("token", ""), at=at)
            return HttpResponse(status=200, headers=NO_STORE)
        tokens = _tokens(request, client)
    except OAuthError as refusal:
        if refusal.error in ("invalid_client", "invalid_grant"):
            brakes.count([counted], WITHIN, at)
        unknown = refusal.error == "invalid_client"
        challenge = {"WWW-Authenticate": 'Basic realm="relaydesk"'} if unknown else {}
        body = {"error": refusal.error, "error_description": refusal.description}
        return json_response(body, status=401 if unknown else 400, headers={**NO_STORE, **challenge})
    except RateLimited as refusal:
        body = {"error": "invalid_request", "error_description": "Too many failures; wait."}
        return json_response(body, status=429, headers={**NO_STORE, **refusal.headers})
    answer = {name: getattr(tokens, name) for name in oauth.Tokens.__dataclass_fields__}
    return json_response({k: v for k, v in answer.items() if v is not None}, headers=NO_STORE)


def token(request: HttpRequest) -> HttpResponse:
    """Give tokens (RFC 6749, 3.2)."""
    return _endpoint(request, revokes=False)


def revoke(request: HttpRequest) -> HttpResponse:
    """End a token (RFC 7009)."""
    return _endpoint(request, revokes=True)


def metadata(request: HttpRequest) -> HttpResponse:
    """What this authorization server can do (RFC 8414)."""
    here = settings.PUBLIC_URL
    return json_response(
        {
            "issuer": here,
            "authorization_endpoint": f"{here}/oauth/authorize",
            "token_endpoint": f"{here}/oauth/token",
            "revocation_endpoint": f"{here}/oauth/revoke",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


urlpatterns = [
    path("oauth/authorize", authorize),
    path("oauth/token", token),
    path("oauth/revoke", revoke),
    path(".well-known/oauth-authorization-server", metadata),
]
