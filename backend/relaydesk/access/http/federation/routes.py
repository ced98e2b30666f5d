"""Identity providers, their links and tokens: for the security administrator; and one's own links."""

from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.access.actions.federation.diagnose import diagnose
from relaydesk.access.actions.federation.own_identities import unlink, unlink_own
from relaydesk.access.actions.federation.providers import (
    ProviderDraft,
    change_provider,
    lock_provider,
    make_provider,
    remove_provider,
    secrets_of,
)
from relaydesk.access.actions.federation.scim_tokens import make_scim_token, revoke_scim_token
from relaydesk.access.http.federation import schemas as s
from relaydesk.access.http.federation.begin import begin_link
from relaydesk.access.models import IdentityProvider
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.public import actor_of
from relaydesk.access.queries import providers as queries
from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.platform import jobs
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound, RuleBroken, Unauthorized
from relaydesk.platform.http.conditional import etag, require_version
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router

router = Router(tags=["identity providers"])
CURSOR = "access.identities"
SYNCHRONISE = "access.synchronise_directory"


def _out(provider: IdentityProvider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "kind": provider.kind,
        "name": provider.name,
        "name_en": provider.name_en,
        "enabled": provider.enabled,
        "settings": provider.settings,
        "secrets_set": sorted(name for name in secrets_of(provider) if name != "private_key"),
        "creates_accounts": provider.creates_accounts,
        "default_role": provider.default_role,
        "role_map": provider.role_map,
        "team_map": provider.team_map,
        "addresses": queries.addresses(provider),
        "version": provider.version,
        "created_at": provider.created_at,
        "synchronised_at": provider.synchronised_at,
        "synchronisation": provider.synchronisation,
    }


def _provider(provider_id: UUID) -> IdentityProvider:
    provider = IdentityProvider.objects.filter(id=provider_id).first()
    if provider is None:
        raise NotFound
    return provider


def _answer(provider: IdentityProvider, status: int = 200) -> HttpResponse:
    return json_response(_out(provider), status=status, headers={"ETag": etag(provider.version)})


def _draft(body: s.ProviderIn | s.ProviderPatch) -> ProviderDraft:
    given = body.model_dump(mode="json", exclude={"kind"}, exclude_none=True)
    return ProviderDraft(**given)


@router.get("/identity-providers", permission=P.MANAGE_SIGN_IN, response=s.ProviderList)
def list_providers(request: HttpRequest) -> HttpResponse:
    """All identity providers, oldest first."""
    return json_response({"items": [_out(row) for row in IdentityProvider.objects.order_by("id")]})


@router.post("/identity-providers", permission=P.MANAGE_SIGN_IN, response={201: s.IdentityProviderOut})
def add_provider(request: HttpRequest, body: s.ProviderIn) -> HttpResponse:
    """Make an identity provider; it is off unless `enabled`."""
    ident = make_provider(actor=actor_of(request), kind=body.kind, draft=_draft(body), at=now())
    return _answer(_provider(ident), 201)


@router.get(
    "/identity-providers/{uuid:provider_id}", permission=P.MANAGE_SIGN_IN, response=s.IdentityProviderOut
)
def show_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """One identity provider."""
    return _answer(_provider(provider_id))


@router.patch(
    "/identity-providers/{uuid:provider_id}",
    permission=P.MANAGE_SIGN_IN,
    response=s.IdentityProviderOut,
    versioned=True,
)
def edit_provider(request: HttpRequest, provider_id: UUID, body: s.ProviderPatch) -> HttpResponse:
    """Change an identity provider, or switch it on or off."""
    with transaction.atomic():
        provider = lock_provider(provider_id)
        require_version(request, provider.version)
        change_provider(actor=actor_of(request), provider=provider, draft=_draft(body), at=now())
    return _answer(provider)


@router.delete(
    "/identity-providers/{uuid:provider_id}",
    permission=P.MANAGE_SIGN_IN,
    response={204: None},
    versioned=True,
)
def delete_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Remove an identity provider that is off, and its links; the accounts stay."""
    with transaction.atomic():
        provider = lock_provider(provider_id)
        require_version(request, provider.version)
        remove_provider(actor=actor_of(request), provider=provider, at=now())
    return HttpResponse(status=204)


@router.post("/identity-providers/{uuid:provider_id}/test", permission=P.MANAGE_SIGN_IN, response=s.TestOut)
def test_provider(request: HttpRequest, provider_id: UUID, body: s.TestIn) -> HttpResponse:
    """Try an identity provider out and say in plain words what is wrong; changes nothing."""
    findings = diagnose(_provider(provider_id), login=body.login)
    return json_response({"ok": all(f.ok for f in findings), "findings": findings})


@router.post(
    "/identity-providers/{uuid:provider_id}/synchronise",
    permission=P.MANAGE_SIGN_IN,
    response={202: s.QueuedOut},
)
def synchronise_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Compare a directory with its accounts now, instead of when it is due."""
    provider = _provider(provider_id)
    if provider.kind != ProviderKind.LDAP.value or not provider.enabled:
        raise RuleBroken("not_a_directory", "Only a directory that is switched on is compared.")
    with transaction.atomic():
        jobs.defer(SYNCHRONISE, provider_id=str(provider.id))
    return json_response({"state": "queued"}, status=202)


@router.get(
    "/identity-providers/{uuid:provider_id}/identities",
    permission=P.MANAGE_SIGN_IN,
    response=s.IdentityPage,
)
def list_identities(
    request: HttpRequest,
    provider_id: UUID,
    cursor: Annotated[str, Field(max_length=2000)] = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> HttpResponse:
    """Who is linked to a provider, in order of linking."""
    kind = f"{CURSOR}:{_provider(provider_id).id}"
    after = decode_cursor(kind, cursor)[0] if cursor else None
    found = queries.identities_of_provider(provider_id, after=after, limit=limit + 1)
    more = len(found) > limit
    found = found[:limit]
    return json_response(
        {"items": found, "next_cursor": encode_cursor(kind, [found[-1]["id"]]) if more else None}
    )


@router.delete(
    "/identity-providers/{uuid:provider_id}/identities/{uuid:identity_id}",
    permission=P.MANAGE_SIGN_IN,
    response={204: None},
)
def delete_identity(request: HttpRequest, provider_id: UUID, identity_id: UUID) -> HttpResponse:
    """Remove somebody's link to a provider."""
    unlink(actor=actor_of(request), provider_id=provider_id, identity_id=identity_id, at=now())
    return HttpResponse(status=204)


@router.get(
    "/identity-providers/{uuid:provider_id}/scim-tokens",
    permission=P.MANAGE_SIGN_IN,
    response=s.ScimTokenList,
)
def list_scim_tokens(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """The tokens by which a provider keeps accounts and teams."""
    return json_response({"items": queries.scim_tokens(_provider(provider_id).id)})


@router.post(
    "/identity-providers/{uuid:provider_id}/scim-tokens",
    permission=P.MANAGE_SIGN_IN,
    response={201: s.ScimTokenMadeOut},
    idempotent=False,
)
def add_scim_token(request: HttpRequest, provider_id: UUID, body: s.ScimTokenIn) -> HttpResponse:
    """Make a token for `/scim/v2`; its secret is shown this once."""
    ident, token = make_scim_token(
        actor=actor_of(request),
        provider=_provider(provider_id),
        name=body.name,
        expires_at=body.expires_at,
        at=now(),
    )
    return json_response({"id": ident, "token": token}, status=201)


@router.delete(
    "/identity-providers/{uuid:provider_id}/scim-tokens/{uuid:token_id}",
    permission=P.MANAGE_SIGN_IN,
    response={204: None},
)
def delete_scim_token(request: HttpRequest, provider_id: UUID, token_id: UUID) -> HttpResponse:
    """Revoke a token; it is worth nothing from now on."""
    revoke_scim_token(actor=actor_of(request), provider_id=provider_id, token_id=token_id, at=now())
    return HttpResponse(status=204)


@router.get("/me/identities", permission=SIGNED_IN("shows only one's own links"), response=s.OwnIdentityList)
def list_own_identities(request: HttpRequest) -> HttpResponse:
    """By which providers one can sign in oneself."""
    actor = actor_of(request)
    items = queries.identities_of_account(actor.account_id) if actor.account_id else []
    return json_response({"items": items})


@router.post(
    "/me/identities",
    permission=SIGNED_IN("links only one's own account"),
    response=s.LinkOut,
    idempotent=False,
)
def link_identity(request: HttpRequest, body: s.ProviderLinkIn) -> HttpResponse:
    """Begin to link one's account: go to the `url` answered, and prove yourself there."""
    actor = actor_of(request)
    if actor.account_id is None or request.headers.get("Authorization"):
        raise Unauthorized("Only a signed-in browser is linked.")
    return begin_link(_provider(body.provider_id), account_id=actor.account_id, at=now())


@router.delete(
    "/me/identities/{uuid:identity_id}",
    permission=SIGNED_IN("removes only one's own links"),
    response={204: None},
)
def unlink_identity(request: HttpRequest, identity_id: UUID) -> HttpResponse:
    """Remove a link of one's own account."""
    unlink_own(actor=actor_of(request), identity_id=identity_id, at=now())
    return HttpResponse(status=204)
