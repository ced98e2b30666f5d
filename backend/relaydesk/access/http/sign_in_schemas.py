"""Bodies of the routes about signing in and one's own credentials."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out

Password = Annotated[str, Field(min_length=1, max_length=256)]
Code = Annotated[str, Field(max_length=256)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Secret = Annotated[str, Field(max_length=200)]
Email = Annotated[str, Field(min_length=3, max_length=254)]
Credential = Annotated[dict[str, Any], Field(max_length=20)]


class Method(StrEnum):
    """What somebody can show besides a password."""

    TOTP = "totp"
    PASSKEY = "passkey"
    RECOVERY = "recovery"


class ProofMethod(StrEnum):
    """What somebody who is signed in can show again."""

    PASSWORD = "password"  # noqa: S105 - the name of a method
    TOTP = "totp"
    PASSKEY = "passkey"
    RECOVERY = "recovery"


class FactorWantedOut(Out):
    """The password was right: one of these is to be shown as well, within five minutes."""

    second_factor: list[Method]
    passkey: dict[str, Any] | None


class SecondFactorIn(In):
    """The second factor: a code, or what the browser's authenticator answered."""

    kind: Method
    code: Code = ""
    credential: Credential | None = None


class PasskeyIn(In):
    """What the browser's authenticator answered (`PublicKeyCredential.toJSON()`)."""

    credential: Credential


class PasskeyRequestOut(Out):
    """What to give to `navigator.credentials`, as `PublicKeyCredential.parse…FromJSON` reads it."""

    public_key: dict[str, Any]


class ProviderOut(Out):
    """An identity provider that people sign in with."""

    id: UUID
    name: str
    name_en: str
    kind: str
    url: str


class SignInOptionsOut(Out):
    """By what people sign in here."""

    password: bool
    passkeys: bool
    providers: list[ProviderOut]


class ProofIn(In):
    """A password, a code or a passkey, shown again."""

    kind: ProofMethod
    code: Code = ""
    credential: Credential | None = None


class SessionOut(Out):
    """One signed-in browser."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    source: str
    browser: str
    method: str
    second_factor: bool
    current: bool


class FactorOut(Out):
    """One second factor."""

    id: UUID
    kind: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


class FactorsOut(Out):
    """One's second factors."""

    factors: list[FactorOut]
    recovery_codes_left: int


class TotpBegunOut(Out):
    """What an authenticator needs, shown once."""

    id: UUID
    secret: str
    otpauth_url: str


class TotpConfirmIn(In):
    """The first code that the authenticator shows."""

    id: UUID
    code: Code
    name: Name = "TOTP"


class PasskeyMadeIn(In):
    """The passkey that the browser has made."""

    credential: Credential
    name: Name = "Passkey"


class RecoveryCodesOut(Out):
    """Recovery codes, shown once; empty when the old ones stay good."""

    recovery_codes: list[str]


class PasswordIn(In):
    """A new password for oneself."""

    password: Password


class ResetIn(In):
    """Whose password is forgotten."""

    email: Email


class LinkIn(In):
    """The token of a link, and the new password."""

    token: Secret
    password: Password


class InvitationOut(Out):
    """The mail is on its way."""

    expires_at: datetime


class TokenIn(In):
    """A token for oneself."""

    name: Name
    scopes: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=200)]
    expires_at: datetime


class TokenOut(Out):
    """A token, without its secret."""

    id: UUID
    name: str
    scopes: list[str] | None
    created_at: datetime
    last_used_on: date | None
    expires_at: datetime | None


class TokenMadeOut(TokenOut):
    """A token with its secret, shown once."""

    secret: str


class GrantOut(Out):
    """What a program may do in one's name."""

    id: UUID
    client_id: UUID
    client_name: str
    scopes: list[str]
    created_at: datetime


class ClientIn(In):
    """A program that may ask for tokens."""

    name: Name
    redirect_uris: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=20)] = []
    scopes: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=200)]
    confidential: bool = True
    acts_as_account_id: UUID | None = None


class ClientOut(Out):
    """A program that may ask for tokens, without its secret."""

    id: UUID
    name: str
    confidential: bool
    redirect_uris: list[str]
    scopes: list[str]
    acts_as_account_id: UUID | None
    created_at: datetime


class ClientMadeOut(Out):
    """A program with its secret, shown once."""

    client: ClientOut
    client_secret: str | None


class SignInPolicyIn(In):
    """Settings to change; absent ones stay."""

    min_length: int | None = None
    min_classes: int | None = None
    history: int | None = None
    max_age_days: int | None = None
    lock_account_after: int | None = None
    lock_source_after: int | None = None
    lock_minutes: int | None = None
    idle_minutes: int | None = None
    absolute_hours: int | None = None


class SignInPolicyOut(Out):
    """How people sign in here, with the bounds of each setting."""

    min_length: int
    min_classes: int
    history: int
    max_age_days: int | None
    lock_account_after: int
    lock_source_after: int
    lock_minutes: int
    idle_minutes: int
    absolute_hours: int
    version: int
    bounds: dict[str, tuple[int, int]]


class PasswordRulesOut(Out):
    """What a new password must be, told before one is typed."""

    min_length: int
    min_classes: int
    history: int


class SetUpOut(Out):
    """Nobody has an account yet."""

    open: bool


class SetUpIn(In):
    """The first administrator, and whom he invites for the other two administrations."""

    token: Secret
    name: Name
    email: Email
    password: Password
    locale: str = Field(default="zh", pattern="^(zh|en)$")
    security_administrator_email: Email | None = None
    auditor_email: Email | None = None
