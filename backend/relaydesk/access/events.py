"""Facts that `access` publishes: they are the record of who came in (等保 8.1.4.3)."""

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in: with what, and by which identity provider if one vouched for him."""

    name: ClassVar[str] = "access.account.signed_in"

    account_id: UUID
    method: str = "password"
    provider: str = ""
    second_factor: bool = False


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Somebody signed out."""

    name: ClassVar[str] = "access.account.signed_out"

    account_id: UUID
    session_id: UUID | None = None


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
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """An API token was revoked."""

    name: ClassVar[str] = "access.token.revoked"

    account_id: UUID
    token_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignInPolicyChanged(Event):
    """The sign-in policy was changed: setting → [before, after]."""

    name: ClassVar[str] = "access.sign_in_policy.changed"

    changed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """A session was ended from elsewhere: by its owner, an administrator, or a change of credentials."""

    name: ClassVar[str] = "access.session.ended"

    account_id: UUID
    session_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class FactorAdded(Event):
    """A second factor was added."""

    name: ClassVar[str] = "access.factor.added"

    account_id: UUID
    factor_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(Event):
    """A second factor was removed."""

    name: ClassVar[str] = "access.factor.removed"

    account_id: UUID
    factor_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorsReset(Event):
    """An administrator removed all second factors of somebody who cannot show them any more."""

    name: ClassVar[str] = "access.factors.reset"

    account_id: UUID
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """New recovery codes were made; the old ones are void."""

    name: ClassVar[str] = "access.recovery_codes.made"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """A recovery code was used to sign in."""

    name: ClassVar[str] = "access.recovery_codes.used"

    account_id: UUID
    left: int


@dataclass(frozen=True, kw_only=True)
class ProofGiven(Event):
    """Somebody who was signed in has proved again who he is."""

    name: ClassVar[str] = "access.account.proved"

    account_id: UUID
    method: str


@dataclass(frozen=True, kw_only=True)
class LinkRequested(Event):
    """A one-time link is to be sent to an account; the fact holds no secret."""

    name: ClassVar[str] = "access.link.requested"

    account_id: UUID
    link_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class LinkUsed(Event):
    """A one-time link was used."""

    name: ClassVar[str] = "access.link.used"

    account_id: UUID
    link_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class SetUpFinished(Event):
    """The first administrator was made; the set-up page is gone for ever."""

    name: ClassVar[str] = "access.set_up.finished"

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class OAuthClientMade(Event):
    """A program was entered that may ask for tokens."""

    name: ClassVar[str] = "access.oauth_client.made"

    client_id: UUID
    label: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OAuthClientRemoved(Event):
    """A program was taken away; all its tokens ended."""

    name: ClassVar[str] = "access.oauth_client.removed"

    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class OAuthGranted(Event):
    """An account has allowed a program to act for it."""

    name: ClassVar[str] = "access.oauth_grant.given"

    account_id: UUID
    client_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OAuthGrantEnded(Event):
    """What a program was allowed ended: revoked, or a code or refresh token came twice."""

    name: ClassVar[str] = "access.oauth_grant.ended"

    account_id: UUID
    client_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccessDenied(Event):
    """Somebody signed in was refused (403), or asked for what he cannot see or is not there (404).

    Args:
        method, route: what was asked for.
        names: the parts of the path that name rows, such as the number of a ticket.
        status: 403 or 404.
        code: why, for instance `forbidden`.
        untold: how many more refusals of the same account were not recorded before this one.
    """

    name: ClassVar[str] = "access.request.denied"

    account_id: UUID | None
    method: str
    route: str
    names: dict[str, str]
    status: int
    code: str
    untold: int = 0
