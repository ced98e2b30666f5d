"""What an administrator enters for a provider, by kind. Secrets are not among it."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from relaydesk.access.rules.federation.kinds import ProviderKind

Line = Annotated[str, Field(max_length=254, pattern=r"^[^\x00-\x1f\x7f]*$")]
Url = Annotated[str, Field(min_length=8, max_length=500, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$")]
Claim = Annotated[str, Field(max_length=120, pattern=r"^[A-Za-z0-9_:./-]*$")]
Attribute = Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


def _domain(value: str) -> str:
    value = value.strip().lower().lstrip("@")
    if not DOMAIN.fullmatch(value):
        raise ValueError("a domain such as example.com")
    return value


def _filter(value: str) -> str:
    """An LDAP filter (RFC 4515) has balanced brackets and stands in brackets."""
    depth = 0
    for place, letter in enumerate(value):
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or (depth == 0 and place < len(value) - 1):
            raise ValueError("one filter in brackets")
    if depth != 0 or not value.startswith("("):
        raise ValueError("one filter in brackets")
    return value


def _issuer(value: str) -> str:
    """OpenID Connect Discovery 1.0, 3: no query and no fragment."""
    parts = urlsplit(value)
    if parts.query or parts.fragment:
        raise ValueError("an issuer has no query and no fragment")
    return value


Domain = Annotated[str, AfterValidator(_domain)]
Filter = Annotated[str, Field(max_length=1000), AfterValidator(_filter)]


class ProviderSettings(BaseModel):
    """What all kinds have.

    `email_domains` are the domains of which the administrator says that this provider rules them: only of
    these may it make accounts without a verified address, or claim an account that exists.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    email_domains: Annotated[list[Domain], Field(max_length=50)] = []


class OidcSettings(ProviderSettings):
    """OpenID Connect Core 1.0, authorization code flow."""

    issuer: Annotated[Url, AfterValidator(_issuer)]
    client_id: Annotated[Line, Field(min_length=1)]
    scopes: Annotated[str, Field(max_length=300, pattern=r"^[!#-\[\]-~ ]*$")] = "openid profile email"
    token_authentication: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"  # noqa: S105
    subject_claim: Annotated[Claim, Field(min_length=1)] = "sub"
    name_claim: Claim = "name"
    email_claim: Claim = "email"
    groups_claim: Claim = "groups"
    ask_userinfo: bool = False
    second_factor_methods: Annotated[list[Claim], Field(max_length=20)] = []
    end_session: bool = True
    ca_certificates: Annotated[str, Field(max_length=20_000)] = ""


class SamlSettings(ProviderSettings):
    """SAML 2.0, Web Browser SSO profile, begun by us."""

    entity_id: Annotated[Line, Field(min_length=1)]
    sign_in_url: Url
    certificates: Annotated[list[Annotated[str, Field(max_length=10_000)]], Field(min_length=1, max_length=5)]
    request_binding: Literal["redirect", "post"] = "redirect"
    sign_requests: bool = True
    encrypted_assertions: bool = False
    subject_attribute: Line = ""
    name_attribute: Line = "displayName"
    email_attribute: Line = "email"
    groups_attribute: Line = "groups"
    second_factor_contexts: Annotated[list[Line], Field(max_length=20)] = []


class LdapSettings(ProviderSettings):
    """LDAP v3 with TLS: never without, since passwords travel."""

    host: Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 636
    encryption: Literal["ldaps", "starttls"] = "ldaps"
    ca_certificates: Annotated[str, Field(max_length=20_000)] = ""
    bind_dn: Annotated[str, Field(min_length=1, max_length=500)]
    base_dn: Annotated[str, Field(min_length=1, max_length=500)]
    user_filter: Filter = "(objectClass=person)"
    login_attributes: Annotated[list[Attribute], Field(min_length=1, max_length=5)] = ["uid", "mail"]
    subject_attribute: Attribute = "entryUUID"
    name_attribute: Attribute = "cn"
    email_attribute: Attribute = "mail"
    groups_attribute: Attribute = "memberOf"
    group_base_dn: Annotated[str, Field(max_length=500)] = ""
    group_filter: Filter = "(|(objectClass=groupOfNames)(objectClass=group))"
    group_member_attribute: Attribute = "member"
    synchronise_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60


AnySettings = OidcSettings | SamlSettings | LdapSettings
SETTINGS: dict[ProviderKind, type[AnySettings]] = {
    ProviderKind.OIDC: OidcSettings,
    ProviderKind.SAML: SamlSettings,
    ProviderKind.LDAP: LdapSettings,
}
SECRETS: dict[ProviderKind, frozenset[str]] = {
    ProviderKind.OIDC: frozenset({"client_secret"}),
    ProviderKind.SAML: frozenset(),
    ProviderKind.LDAP: frozenset({"bind_password"}),
}
