"""The pages between us and a provider: away, back, and for SAML our metadata."""

import base64
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.urls import path
from django.utils.html import escape
from django.views.decorators.http import require_GET, require_POST

from relaydesk.access.actions.federation import oidc, saml
from relaydesk.access.actions.federation.accept_proof import accept_proof, link_own_account
from relaydesk.access.actions.federation.browser_state import Begun, begin, recall, spend
from relaydesk.access.actions.federation.providers import secrets_of, settings_of
from relaydesk.access.actions.sign_in import FactorWanted, enter_federated
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.federation_events import ProviderRefused
from relaydesk.access.http.federation.begin import forget, outgoing, remember, service_of
from relaydesk.access.http.session_cookies import set_session_cookies
from relaydesk.access.http.visits import keep_ceremony, visit_of
from relaydesk.access.models import IdentityProvider
from relaydesk.access.public import actor_or_none
from relaydesk.access.queries.providers import address_of
from relaydesk.access.rules.federation.kinds import Proof
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.access.rules.federation.return_path import DESK, return_path
from relaydesk.access.rules.federation.settings import OidcSettings, SamlSettings
from relaydesk.platform.clock import now
from relaydesk.platform.events import record

log = structlog.get_logger(__name__)
SUBMIT = "document.forms[0].submit()"
SUBMIT_HASH = base64.b64encode(sha256(SUBMIT.encode()).digest()).decode()
NO_STORE = "no-store"


def _provider(provider_id: UUID, kind: str) -> IdentityProvider:
    provider = IdentityProvider.objects.filter(id=provider_id, kind=kind, enabled=True).first()
    if provider is None:
        raise SignInRefused(Reason.PROVIDER_OFF, "no such provider, or it is switched off")
    return provider


def _refused(refused: SignInRefused, provider_id: UUID, begun: Begun | None, at: datetime) -> HttpResponse:
    """Back to the sign-in page, which explains the code. Only what was begun here goes into the record."""
    log.warning(
        "sign_in.refused", provider=str(provider_id), reason=refused.reason.value, detail=refused.detail
    )
    if begun is not None:
        with transaction.atomic():
            record(
                ProviderRefused(provider_id=provider_id, reason=refused.reason.value),
                actor=SYSTEM("sign-in").ref,
                subject=f"identity_provider:{provider_id}",
                at=at,
            )
    return _redirect(f"{DESK}?{urlencode({'sign_in_problem': refused.reason.value})}")


def _redirect(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response["Cache-Control"] = NO_STORE
    return response


def _form_page(url: str, fields: dict[str, str]) -> HttpResponse:
    """A page that posts itself onwards; without scripts one presses the button."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    text = (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>Relaydesk</title>'
        f'<form method="post" action="{escape(url)}">{inputs}<button>继续 Continue</button></form>'
        f"<script>{SUBMIT}</script></html>"
    )
    response = HttpResponse(text)
    parts = urlsplit(url)
    target = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'sha256-{SUBMIT_HASH}'; form-action {target}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = NO_STORE
    return response


@require_GET
def start(request: HttpRequest, provider_id: UUID, kind: str) -> HttpResponse:
    """Send the browser to the provider; nothing is written."""
    at = now()
    try:
        provider = _provider(provider_id, kind)
        begun = begin(provider_id=str(provider_id), return_to=return_path(request.GET.get("next", "")), at=at)
        found = outgoing(provider, begun)
    except SignInRefused as refused:
        return _refused(refused, provider_id, None, at)
    response = _redirect(found.url) if found.form is None else _form_page(found.url, found.form)
    return remember(response, begun)


@require_GET
def continue_(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """The posted form of a link that was begun through the API."""
    at, state = now(), request.GET.get("state", "")[:100]
    try:
        provider = _provider(provider_id, "saml")
        found = outgoing(provider, recall(request.COOKIES, state=state, provider_id=str(provider_id), at=at))
    except SignInRefused as refused:
        return _refused(refused, provider_id, None, at)
    return _form_page(found.url, found.form or {})


def _come_in(
    request: HttpRequest,
    provider_id: UUID,
    kind: str,
    state: str,
    prove: Callable[[IdentityProvider, Begun], Proof],
) -> HttpResponse:
    """What a callback does: recall, spend the state, prove, and begin the session or make the link."""
    at = now()
    begun: Begun | None = None
    try:
        begun = recall(request.COOKIES, state=state, provider_id=str(provider_id), at=at)
        provider = _provider(provider_id, kind)
        spend(f"state:{provider_id}:{state}", at=at)
        proof = prove(provider, begun)
        response = _let_in(request, provider, proof, begun, at)
    except SignInRefused as refused:
        response = _refused(refused, provider_id, begun, at)
    return forget(response, state)


def _let_in(
    request: HttpRequest, provider: IdentityProvider, proof: Proof, begun: Begun, at: datetime
) -> HttpResponse:
    if begun.account_id:
        actor = actor_or_none(request)
        if actor is None or str(actor.account_id) != begun.account_id or actor.viewed_by is not None:
            raise SignInRefused(Reason.STATE_MISMATCH, "another account is signed in now")
        link_own_account(actor=actor, provider_id=provider.id, proof=proof, at=at)
        return _redirect(begun.return_to)
    with transaction.atomic():
        admitted = accept_proof(provider_id=provider.id, proof=proof, at=at)
        outcome = enter_federated(
            account_id=admitted.account_id,
            visit=visit_of(request),
            at=at,
            method=provider.kind,
            provider=str(provider.id),
            second_factor=admitted.second_factor,
        )
    if isinstance(outcome, FactorWanted):
        response = _redirect(f"{DESK}?{urlencode(_second_step(outcome, begun))}")
        keep_ceremony(response, outcome.token)
        return response
    response = _redirect(begun.return_to)
    set_session_cookies(response, outcome.session_key)
    return response


def _second_step(wanted: FactorWanted, begun: Begun) -> dict[str, str]:
    """What the sign-in page needs to ask for the second factor, as after a password."""
    return {"second_factor": ",".join(wanted.methods), "next": begun.return_to}


@require_GET
def oidc_callback(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """The provider sends the browser back with a code."""

    def prove(provider: IdentityProvider, begun: Begun) -> Proof:
        entered = settings_of(provider)
        assert isinstance(entered, OidcSettings)
        return oidc.prove(
            begun,
            answer={
                name: value[:4000] for name, value in request.GET.dict().items() if isinstance(value, str)
            },
            settings=entered,
            client_secret=secrets_of(provider).get("client_secret", ""),
            redirect_uri=address_of(provider.id, "oidc", "callback"),
            at=now(),
        )

    return _come_in(request, provider_id, "oidc", request.GET.get("state", "")[:100], prove)


@require_GET
def oidc_end(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Sign out at the provider too; the session here has been ended by `DELETE /api/v1/session`."""
    provider = IdentityProvider.objects.filter(id=provider_id, kind="oidc", enabled=True).first()
    entered = settings_of(provider) if provider else None
    url = None
    if isinstance(entered, OidcSettings):
        url = oidc.end_session_url(entered, return_to=f"{settings.PUBLIC_URL}{DESK}")
    return _redirect(url or DESK)


@require_POST
def saml_acs(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """The provider has the browser post its assertion here.

    That post comes from another site, so the browser withholds our cookie (SameSite=Lax): the page then posts
    itself once more, from our own site.
    """
    state, text = request.POST.get("RelayState", "")[:100], request.POST.get("SAMLResponse", "")
    if "again" not in request.POST and len(text) <= saml.MAX_RESPONSE:
        try:
            recall(request.COOKIES, state=state, provider_id=str(provider_id), at=now())
        except SignInRefused:
            fields = {"SAMLResponse": text, "RelayState": state, "again": "1"}
            return _form_page(request.path, fields)

    def prove(provider: IdentityProvider, begun: Begun) -> Proof:
        entered = settings_of(provider)
        assert isinstance(entered, SamlSettings)
        found = saml.read_response(
            text, settings=entered, service=service_of(provider), request_id=begun.nonce, at=now()
        )
        spend(f"assertion:{provider_id}:{found.assertion_id}", at=now(), until=found.until)
        return found.proof

    return _come_in(request, provider_id, "saml", state, prove)


@require_GET
def saml_metadata(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Our metadata for a provider, also while it is still off: it is what its administrator needs first."""
    provider = IdentityProvider.objects.filter(id=provider_id, kind="saml").first()
    entered = settings_of(provider) if provider else None
    if provider is None or not isinstance(entered, SamlSettings):
        return HttpResponseNotFound("Not found", content_type="text/plain; charset=utf-8")
    text = saml.metadata(entered, service_of(provider))
    return HttpResponse(
        text, content_type="application/samlmetadata+xml", headers={"Cache-Control": NO_STORE}
    )


OIDC: dict[str, Any] = {"kind": "oidc"}
SAML: dict[str, Any] = {"kind": "saml"}
urlpatterns = [
    path("sign-in/oidc/<uuid:provider_id>/start", start, OIDC),
    path("sign-in/oidc/<uuid:provider_id>/callback", oidc_callback),
    path("sign-in/oidc/<uuid:provider_id>/end", oidc_end),
    path("sign-in/saml/<uuid:provider_id>/start", start, SAML),
    path("sign-in/saml/<uuid:provider_id>/continue", continue_),
    path("sign-in/saml/<uuid:provider_id>/acs", saml_acs),
    path("sign-in/saml/<uuid:provider_id>/metadata", saml_metadata),
]
