"""Facts that `access` publishes: they are the record of who came in (等保 8.1.4.3)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in: with what, and by which identity provider if one vouched for him."""

    name: ClassVar[str] = "access.account.signed_in"

    account_id: UUID
    method: str = "password"
    provider: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Somebody signed out."""

    name: ClassVar[str] = "access.account.signed_out"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A password was refused for an existing account."""

    name: ClassVar[str] = "access.account.sign_in_failed"

    account_id: UUID
    locked: bool


@dataclass(frozen=True, kw_only=True)
class AccountMade(Event):
    """An account was made."""

    name: ClassVar[str] = "access.account.made"

    account_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A password was set; the sessions of the account ended."""

    name: ClassVar[str] = "access.account.password_changed"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated(Event):
    """An account was switched off; its sessions and tokens ended."""

    name: ClassVar[str] = "access.account.deactivated"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccountReactivated(Event):
    """An account was switched on again; it starts without sessions and tokens."""

    name: ClassVar[str] = "access.account.reactivated"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """An API token was made."""

    name: ClassVar[str] = "access.token.made"

    account_id: UUID
    token_id: UUID
    label: str


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """An API token was revoked."""

    name: ClassVar[str] = "access.token.revoked"

    account_id: UUID
    token_id: UUID
