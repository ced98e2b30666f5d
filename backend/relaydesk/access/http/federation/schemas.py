"""Bodies of the routes of identity providers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from relaydesk.access.rules.federation.kinds import ProviderKind
from relaydesk.access.rules.federation.settings import LdapSettings, OidcSettings, SamlSettings
from relaydesk.platform.http.schemas import In, Out

SETTINGS_SCHEMA: dict[str, Any] = {
    "anyOf": [kind.model_json_schema() for kind in (OidcSettings, SamlSettings, LdapSettings)]
}
# Checked by the kind of the provider, in the action: so the errors name the field, not the branch of a union.
SettingsBody = Annotated[dict[str, Any], WithJsonSchema(SETTINGS_SCHEMA)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Group = Annotated[str, Field(min_length=1, max_length=500)]
Secrets = dict[str, Annotated[str, Field(min_length=1, max_length=2000)]]


class RoleLine(In):
    """Members of this group get this role."""

    group: Group
    role: Annotated[str, Field(min_length=1, max_length=60)]


class TeamLine(In):
    """Members of this group are members of this team."""

    group: Group
    team_id: UUID


class ProviderIn(In):
    """A new provider."""

    kind: ProviderKind
    name: Name
    name_en: Annotated[str, Field(max_length=120)] = ""
    enabled: bool = False
    settings: SettingsBody
    secrets: Annotated[Secrets, Field(max_length=5)] = {}
    creates_accounts: bool = False
    default_role: Annotated[str, Field(max_length=60)] = "agent"
    role_map: Annotated[list[RoleLine], Field(max_length=200)] = []
    team_map: Annotated[list[TeamLine], Field(max_length=200)] = []


class ProviderPatch(In):
    """Changes; what is absent stays. Settings are given as a whole, secrets one by one."""

    name: Name | None = None
    name_en: Annotated[str, Field(max_length=120)] | None = None
    enabled: bool | None = None
    settings: SettingsBody | None = None
    secrets: Annotated[Secrets, Field(max_length=5)] | None = None
    creates_accounts: bool | None = None
    default_role: Annotated[str, Field(max_length=60)] | None = None
    role_map: Annotated[list[RoleLine], Field(max_length=200)] | None = None
    team_map: Annotated[list[TeamLine], Field(max_length=200)] | None = None


class RoleLineOut(Out):
    """A line of the mapping; `privileged`: set by somebody who may grant the administrations."""

    group: str
    role: str
    privileged: bool


class TeamLineOut(Out):
    """A line of the mapping."""

    group: str
    team_id: UUID


class IdentityProviderOut(Out):
    """A provider. Secrets are named when they are set, never told."""

    id: UUID
    kind: ProviderKind
    name: str
    name_en: str
    enabled: bool
    settings: SettingsBody
    secrets_set: list[str]
    creates_accounts: bool
    default_role: str
    role_map: list[RoleLineOut]
    team_map: list[TeamLineOut]
    addresses: dict[str, str]
    version: int
    created_at: datetime
    synchronised_at: datetime | None
    synchronisation: dict[str, Any]


class ProviderList(Out):
    """All providers, oldest first."""

    items: list[IdentityProviderOut]


class TestIn(In):
    """For a directory: a name that should be found."""

    login: Annotated[str, Field(max_length=254)] = ""


class FindingOut(Out):
    """One step that was tried."""

    step: str
    ok: bool
    text: str
    text_en: str


class TestOut(Out):
    """What was tried, in order."""

    ok: bool
    findings: list[FindingOut]


class LinkedIdentityOut(Out):
    """A link, as the administrator sees it."""

    id: UUID
    account_id: UUID
    email: str
    active: bool
    login: str
    subject: str
    linked_at: datetime
    last_used_at: datetime | None


class IdentityPage(Out):
    """One page of links."""

    items: list[LinkedIdentityOut]
    next_cursor: str | None


class OwnIdentityOut(Out):
    """A link of one's own account."""

    id: UUID
    provider_id: UUID
    provider: str
    provider_en: str
    login: str
    linked_at: datetime
    last_used_at: datetime | None


class OwnIdentityList(Out):
    """The links of one's own account."""

    items: list[OwnIdentityOut]


class ProviderLinkIn(In):
    """With which provider."""

    provider_id: UUID


class LinkOut(Out):
    """Where to send the browser: it proves itself there, comes back, and is linked."""

    url: str


class ScimTokenIn(In):
    """A new token."""

    name: Name
    expires_at: datetime | None = None


class ScimTokenOut(Out):
    """A token without its secret."""

    id: UUID
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None


class ScimTokenList(Out):
    """The tokens of a provider."""

    items: list[ScimTokenOut]


class ScimTokenMadeOut(Out):
    """The only time that the secret is shown."""

    id: UUID
    token: str


class QueuedOut(Out):
    """The work was queued."""

    state: Literal["queued"]
