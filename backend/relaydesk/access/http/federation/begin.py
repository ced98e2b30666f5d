"""Send a browser to a provider: for a sign-in or to be linked."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from relaydesk.access.actions.federation import oidc, saml
from relaydesk.access.actions.federation.browser_state import LIFE, Begun, begin, cookie_name, sealed
from relaydesk.access.actions.federation.providers import secrets_of, settings_of
from relaydesk.access.models import IdentityProvider
from relaydesk.access.queries.providers import address_of
from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.access.rules.federation.refusals import Reason, SignInRefused
from relaydesk.access.rules.federation.settings import OidcSettings, SamlSettings
from relaydesk.platform.errors import RuleBroken
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http_client import OutgoingFailed
from relaydesk.platform.outgoing_addresses import OutgoingRefused

COOKIE_PATH = "/sign-in/"


def service_of(provider: IdentityProvider) -> saml.Service:
    """Our side of a SAML provider."""
    secrets = secrets_of(provider)
    return saml.Service(
        entity_id=address_of(provider.id, "saml", "metadata"),
        acs_url=address_of(provider.id, "saml", "acs"),
        private_key=secrets.get("private_key", ""),
        certificate=secrets.get("certificate", ""),
    )


def remember(response: HttpResponse, begun: Begun) -> HttpResponse:
    """Bind what was begun to this browser."""
    response.set_cookie(
        cookie_name(begun.state),
        sealed(begun),
        max_age=int(LIFE.total_seconds()),
        path=COOKIE_PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse, state: str) -> HttpResponse:
    """Take the cookie away again."""
    response.delete_cookie(cookie_name(state), path=COOKIE_PATH, samesite="Lax")
    return response


def outgoing(provider: IdentityProvider, begun: Begun) -> saml.Outgoing:
    """What the browser takes to the provider.

    Raises:
        SignInRefused: the provider is off, is a directory, or cannot be asked about itself.
    """
    if not provider.enabled:
        raise SignInRefused(Reason.PROVIDER_OFF, "the provider is switched off")
    entered = settings_of(provider)
    if isinstance(entered, OidcSettings):
        try:
            url = oidc.authorization_url(
                begun, settings=entered, redirect_uri=address_of(provider.id, "oidc", "callback")
            )
        except (OutgoingFailed, OutgoingRefused) as exc:
            raise SignInRefused(Reason.PROVIDER_UNREACHABLE, str(exc)) from exc
        return saml.Outgoing(url, None)
    if isinstance(entered, SamlSettings):
        return saml.request(entered, service_of(provider), request_id=begun.nonce, relay_state=begun.state)
    raise SignInRefused(Reason.PROVIDER_OFF, "a directory has no page of its own")


def begin_link(provider: IdentityProvider, *, account_id: UUID, at: datetime) -> HttpResponse:
    """Begin to link an account: an answer with the address to go to, and the cookie that binds the browser.

    Raises:
        RuleBroken: the provider's reason as code.
    """
    if provider.kind == ProviderKind.LDAP.value:
        raise RuleBroken("not_a_page", "A directory links on the first sign-in with its password.")
    begun = begin(provider_id=str(provider.id), return_to="/desk/", at=at, account_id=str(account_id))
    try:
        found = outgoing(provider, begun)
    except SignInRefused as refused:
        raise RuleBroken(refused.reason.value, refused.detail) from refused
    if found.form is None:
        return remember(json_response({"url": found.url}), begun)
    url = f"/sign-in/saml/{provider.id}/continue?state={begun.state}"
    return remember(json_response({"url": url}), begun)
