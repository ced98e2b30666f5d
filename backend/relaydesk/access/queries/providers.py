"""Identity providers as the screens show them."""

from typing import Any
from uuid import UUID

from django.conf import settings as django_settings

from relaydesk.access.models import Account, FederatedIdentity, IdentityProvider, ScimToken
from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.access.rules.federation.settings import OidcSettings


def address_of(provider_id: UUID, kind: str, step: str) -> str:
    """The whole address of a step of a provider's sign-in, as the provider itself must know it."""
    return f"{django_settings.PUBLIC_URL}/sign-in/{kind}/{provider_id}/{step}"


def addresses(provider: IdentityProvider) -> dict[str, str]:
    """What an administrator enters at the provider."""
    found: dict[str, str] = {"scim": f"{django_settings.PUBLIC_URL}/scim/v2"}
    if provider.kind == ProviderKind.OIDC.value:
        found["start"] = address_of(provider.id, "oidc", "start")
        found["callback"] = address_of(provider.id, "oidc", "callback")
    if provider.kind == ProviderKind.SAML.value:
        found["start"] = address_of(provider.id, "saml", "start")
        found["acs"] = address_of(provider.id, "saml", "acs")
        found["metadata"] = address_of(provider.id, "saml", "metadata")
    return found


def sign_in_providers() -> list[dict[str, Any]]:
    """What the sign-in page offers as buttons: providers that are switched on and send the browser away."""
    rows = IdentityProvider.objects.filter(
        enabled=True, kind__in=[ProviderKind.OIDC.value, ProviderKind.SAML.value]
    ).order_by("id")
    return [
        {
            "id": row.id,
            "name": row.name,
            "name_en": row.name_en,
            "kind": row.kind,
            "url": f"/sign-in/{row.kind}/{row.id}/start",
        }
        for row in rows
    ]


def sign_out_at_provider(provider_id: str) -> str | None:
    """The path by which one signs out at the provider too; None where no provider offers it.

    Args:
        provider_id: as a session keeps it; empty when no provider vouched.
    """
    if not provider_id:
        return None
    row = IdentityProvider.objects.filter(id=provider_id, kind=ProviderKind.OIDC.value, enabled=True).first()
    if row is None or not OidcSettings.model_validate(row.settings).end_session:
        return None
    return f"/sign-in/oidc/{row.id}/end"


def identities_of_account(account_id: UUID) -> list[dict[str, Any]]:
    """The links of one account, oldest first."""
    links = FederatedIdentity.objects.filter(account_id=account_id).select_related("provider").order_by("id")
    return [
        {
            "id": link.id,
            "provider_id": link.provider_id,
            "provider": link.provider.name,
            "provider_en": link.provider.name_en,
            "login": link.login,
            "linked_at": link.linked_at,
            "last_used_at": link.last_used_at,
        }
        for link in links
    ]


def identities_of_provider(provider_id: UUID, *, after: UUID | None, limit: int) -> list[dict[str, Any]]:
    """Who is linked to a provider, in order of linking.

    Args:
        provider_id: whose links.
        after: id of the last one of the page before.
        limit: at most so many.
    """
    links = FederatedIdentity.objects.filter(provider_id=provider_id).order_by("id")
    if after is not None:
        links = links.filter(id__gt=after)
    found = list(links[:limit])
    accounts = Account.objects.in_bulk([link.account_id for link in found])
    return [
        {
            "id": link.id,
            "account_id": link.account_id,
            "email": accounts[link.account_id].email,
            "active": accounts[link.account_id].active,
            "login": link.login,
            "subject": link.subject,
            "linked_at": link.linked_at,
            "last_used_at": link.last_used_at,
        }
        for link in found
    ]


def scim_tokens(provider_id: UUID) -> list[dict[str, Any]]:
    """The tokens of a provider, without their secrets."""
    rows = ScimToken.objects.filter(provider_id=provider_id).order_by("id")
    fields = ("id", "name", "created_at", "expires_at", "last_used_on")
    return [{field: getattr(row, field) for field in fields} for row in rows]
