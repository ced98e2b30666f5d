"""Facts about identity providers, and what they do to accounts and teams."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ProviderMade(Event):
    """An identity provider was made."""

    name: ClassVar[str] = "access.identity_provider.made"

    provider_id: UUID
    kind: str
    label: str
    enabled: bool


@dataclass(frozen=True, kw_only=True)
class ProviderChanged(Event):
    """An identity provider was changed; secrets are named, never told."""

    name: ClassVar[str] = "access.identity_provider.changed"

    provider_id: UUID
    fields: tuple[str, ...]
    enabled: bool


@dataclass(frozen=True, kw_only=True)
class ProviderRemoved(Event):
    """An identity provider was removed, with the links that it had."""

    name: ClassVar[str] = "access.identity_provider.removed"

    provider_id: UUID
    label: str
    links: int


@dataclass(frozen=True, kw_only=True)
class ProviderRefused(Event):
    """A sign-in that was begun here by a provider was not let in."""

    name: ClassVar[str] = "access.identity_provider.refused"

    provider_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProviderSynchronised(Event):
    """A directory was compared with the accounts that are linked to it."""

    name: ClassVar[str] = "access.identity_provider.synchronised"

    provider_id: UUID
    looked_at: int
    switched_off: int
    switched_on: int
    stopped: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Event):
    """An account was linked to a subject: signed in, provisioned, by address, or made for it."""

    name: ClassVar[str] = "access.identity.linked"

    account_id: UUID
    provider_id: UUID
    how: str


@dataclass(frozen=True, kw_only=True)
class IdentityUnlinked(Event):
    """A link was removed."""

    name: ClassVar[str] = "access.identity.unlinked"

    account_id: UUID
    provider_id: UUID


@dataclass(frozen=True, kw_only=True)
class RolesMapped(Event):
    """Groups gave or took roles or teams; `refused` would have joined two administrations."""

    name: ClassVar[str] = "access.account.roles_mapped"

    account_id: UUID
    provider_id: UUID
    added: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[str, ...]
    teams_changed: bool


@dataclass(frozen=True, kw_only=True)
class ScimTokenMade(Event):
    """A token for provisioning was made."""

    name: ClassVar[str] = "access.scim_token.made"

    provider_id: UUID
    token_id: UUID
    label: str


@dataclass(frozen=True, kw_only=True)
class ScimTokenRevoked(Event):
    """A token for provisioning was revoked."""

    name: ClassVar[str] = "access.scim_token.revoked"

    provider_id: UUID
    token_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccountProvisioned(Event):
    """A provider changed an account by SCIM."""

    name: ClassVar[str] = "access.account.provisioned"

    account_id: UUID
    provider_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TeamProvisioned(Event):
    """A provider changed a team's members or name by SCIM."""

    name: ClassVar[str] = "access.team.provisioned"

    team_id: UUID
    provider_id: UUID
    added: int
    removed: int
