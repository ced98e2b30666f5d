"""Make, change and remove identity providers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import transaction
from pydantic import ValidationError

from relaydesk.access.contracts import Actor
from relaydesk.access.federation_events import ProviderChanged, ProviderMade, ProviderRemoved
from relaydesk.access.models import FederatedIdentity, IdentityProvider
from relaydesk.access.permissions import AccessPermission
from relaydesk.access.queries.realms import realm_of_roles
from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.access.rules.federation.mapping import PRIVILEGED
from relaydesk.access.rules.federation.settings import (
    SECRETS,
    SETTINGS,
    AnySettings,
    LdapSettings,
    OidcSettings,
    SamlSettings,
)
from relaydesk.people import public as people
from relaydesk.platform.errors import FieldError, Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.http_client import check_url
from relaydesk.platform.outgoing_addresses import OutgoingRefused, checked_address
from relaydesk.platform.secrets import seal, unseal

MAX_PROVIDERS = 50
GRANT_PRIVILEGED = AccessPermission.GRANT_PRIVILEGED


@dataclass(frozen=True, slots=True)
class ProviderDraft:
    """What an administrator enters; None leaves a field as it is."""

    name: str | None = None
    name_en: str | None = None
    enabled: bool | None = None
    settings: Mapping[str, Any] | None = None
    secrets: Mapping[str, str] | None = None
    creates_accounts: bool | None = None
    default_role: str | None = None
    role_map: Sequence[Mapping[str, str]] | None = None
    team_map: Sequence[Mapping[str, str]] | None = None


def settings_of(provider: IdentityProvider) -> AnySettings:
    """A provider's settings, typed."""
    return SETTINGS[ProviderKind(provider.kind)].model_validate(provider.settings)


def secrets_of(provider: IdentityProvider) -> dict[str, str]:
    """A provider's secrets in the clear: for the protocol itself, never for an answer."""
    return dict(json.loads(unseal(provider.secrets))) if provider.secrets else {}


@transaction.atomic
def make_provider(*, actor: Actor, kind: ProviderKind, draft: ProviderDraft, at: datetime) -> UUID:
    """Make a provider.

    Raises:
        Invalid: a setting is wrong, or names an address where the server does not connect.
        Forbidden: a mapping leads to an administration, and the actor may not grant that.
        RuleBroken: `too_many`.
    """
    if IdentityProvider.objects.count() >= MAX_PROVIDERS:
        raise RuleBroken("too_many", f"There are {MAX_PROVIDERS} identity providers already.")
    provider = IdentityProvider(kind=kind.value, created_at=at)
    secrets = _service_key(at) if kind is ProviderKind.SAML else {}
    _fill(provider, draft, actor, secrets)
    provider.save(force_insert=True)
    record(
        ProviderMade(provider_id=provider.id, kind=kind.value, label=provider.name, enabled=provider.enabled),
        actor=actor.ref,
        subject=f"identity_provider:{provider.id}",
        at=at,
    )
    return provider.id


def lock_provider(provider_id: UUID) -> IdentityProvider:
    """The row, locked.

    Raises:
        NotFound: there is none.
    """
    provider = IdentityProvider.objects.select_for_update().filter(id=provider_id).first()
    if provider is None:
        raise NotFound
    return provider


@transaction.atomic
def change_provider(*, actor: Actor, provider: IdentityProvider, draft: ProviderDraft, at: datetime) -> None:
    """Change a provider that the caller has locked; sessions that it began stay.

    Raises:
        Invalid, Forbidden: as `make_provider`.
    """
    changed = tuple(sorted(n for n in ProviderDraft.__slots__ if getattr(draft, n) is not None))
    _fill(provider, draft, actor, secrets_of(provider))
    provider.version += 1
    provider.save()
    record(
        ProviderChanged(provider_id=provider.id, fields=changed, enabled=provider.enabled),
        actor=actor.ref,
        subject=f"identity_provider:{provider.id}",
        at=at,
    )


@transaction.atomic
def remove_provider(*, actor: Actor, provider: IdentityProvider, at: datetime) -> None:
    """Remove a provider that the caller has locked, with its links; the accounts stay.

    Raises:
        RuleBroken: `provider_enabled`, switch it off first.
    """
    if provider.enabled:
        raise RuleBroken("provider_enabled", "Switch the provider off before you remove it.")
    links = FederatedIdentity.objects.filter(provider_id=provider.id).count()
    ident, name = provider.id, provider.name
    provider.delete()
    record(
        ProviderRemoved(provider_id=ident, label=name, links=links),
        actor=actor.ref,
        subject=f"identity_provider:{ident}",
        at=at,
    )


def _fill(provider: IdentityProvider, draft: ProviderDraft, actor: Actor, secrets: dict[str, str]) -> None:
    kind = ProviderKind(provider.kind)
    for field in ("name", "name_en", "enabled", "creates_accounts"):
        if getattr(draft, field) is not None:
            setattr(provider, field, getattr(draft, field))
    if draft.settings is not None:
        checked = _checked_settings(kind, draft.settings)
        if provider.settings and _speaks_for(provider.settings) != _speaks_for(checked.model_dump()):
            raise RuleBroken(
                "provider_is_another", "Another issuer is another provider: make a new one and remove this."
            )
        provider.settings = checked.model_dump()
    for name, value in (draft.secrets or {}).items():
        if name not in SECRETS[kind]:
            raise Invalid.field(f"secrets.{name[:60]}", "unknown_field", "This kind has no such secret.")
        secrets[name] = value
    provider.secrets = seal(json.dumps(secrets)) if secrets else ""
    _fill_grants(provider, draft, actor)
    if provider.enabled and SECRETS[kind] - secrets.keys():
        raise Invalid.field(
            "secrets", "missing", f"Missing: {', '.join(sorted(SECRETS[kind] - secrets.keys()))}."
        )


def _speaks_for(settings: Mapping[str, Any]) -> Any:
    """What may not change under existing links: a new issuer with old subjects could be other people."""
    return settings.get("issuer") or settings.get("entity_id") or settings.get("base_dn")


def _fill_grants(provider: IdentityProvider, draft: ProviderDraft, actor: Actor) -> None:
    """Default role and mappings: what they can give is asked of whoever sets them."""
    realms = realm_of_roles()
    if draft.default_role is not None:
        if realms.get(draft.default_role) != "business":
            # CVE-2020-29159: the role of those who sign up could be a privileged one
            raise Invalid.field("default_role", "not_an_ordinary_role", "New accounts get an ordinary role.")
        provider.default_role = draft.default_role
    if draft.role_map is not None:
        for place, row in enumerate(draft.role_map):
            realm = realms.get(row["role"])
            if realm is None:
                raise Invalid.field(f"role_map.{place}.role", "unknown_value", "There is no such role.")
            if realm in PRIVILEGED and not actor.can(GRANT_PRIVILEGED):
                raise Forbidden("Only the security administrator maps groups to an administration.")
        provider.role_map = [
            {"group": row["group"], "role": row["role"], "privileged": actor.can(GRANT_PRIVILEGED)}
            for row in draft.role_map
        ]
    if draft.team_map is not None:
        known = {str(team.id) for team in people.teams()}
        for place, row in enumerate(draft.team_map):
            if str(row["team_id"]) not in known:
                raise Invalid.field(f"team_map.{place}.team_id", "unknown_value", "There is no such team.")
        provider.team_map = [
            {"group": row["group"], "team_id": str(row["team_id"])} for row in draft.team_map
        ]


def _checked_settings(kind: ProviderKind, given: Mapping[str, Any]) -> AnySettings:
    try:
        settings = SETTINGS[kind].model_validate(dict(given))
    except ValidationError as exc:
        raise Invalid(
            [
                FieldError(
                    ".".join(["settings", *(str(part) for part in error["loc"])]), error["type"], error["msg"]
                )
                for error in exc.errors()
            ]
        ) from None
    try:
        if isinstance(settings, OidcSettings):
            check_url(settings.issuer)
        elif isinstance(settings, LdapSettings):
            checked_address(settings.host, settings.port)
    except OutgoingRefused as exc:
        field = "settings.issuer" if isinstance(settings, OidcSettings) else "settings.host"
        raise Invalid.field(field, exc.code, exc.message) from None
    if isinstance(settings, SamlSettings):
        for place, text in enumerate(settings.certificates):
            _check_certificate(text, f"settings.certificates.{place}")
    elif settings.ca_certificates:
        _check_certificate(settings.ca_certificates, "settings.ca_certificates")
    return settings


def _check_certificate(text: str, field: str) -> None:
    try:
        x509.load_pem_x509_certificates(pem(text).encode())
    except ValueError:
        raise Invalid.field(field, "not_a_certificate", "A certificate in PEM.") from None


def pem(text: str) -> str:
    """A certificate as PEM; some providers show the base64 alone."""
    if "BEGIN" in text:
        return text
    body = "".join(text.split())
    lines = [body[place : place + 64] for place in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def _service_key(at: datetime) -> dict[str, str]:
    """The key of ours by which a SAML provider knows our requests, and by which it may encrypt."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Relaydesk")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + timedelta(days=3650))
        .sign(key, SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "private_key": private.decode(),
        "certificate": certificate.public_bytes(serialization.Encoding.PEM).decode(),
    }
