"""The personal tokens of an account, and the programs it has allowed to act for it: never a secret."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from relaydesk.access.models import ApiToken, OAuthClient, OAuthGrant


@dataclass(frozen=True, slots=True)
class TokenView:
    """One token; `scopes` null means everything that the account may (made on the command line)."""

    id: UUID
    name: str
    scopes: list[str] | None
    created_at: datetime
    last_used_on: date | None
    expires_at: datetime | None


def token_view(row: ApiToken) -> TokenView:
    """What is shown of a token."""
    return TokenView(row.id, row.name, row.scopes, row.created_at, row.last_used_on, row.expires_at)


def tokens_of(account_id: UUID) -> list[TokenView]:
    """Read the personal tokens, newest first."""
    rows = ApiToken.objects.filter(account_id=account_id, grant__isnull=True).order_by("-id")[:200]
    return [token_view(row) for row in rows]


@dataclass(frozen=True, slots=True)
class GrantView:
    """What an account has allowed a program."""

    id: UUID
    client_id: UUID
    client_name: str
    scopes: list[str]
    created_at: datetime


def grants_given(account_id: UUID) -> list[GrantView]:
    """Read what programs may do in the name of an account, newest first."""
    rows = (
        OAuthGrant.objects.filter(account_id=account_id, code_used_at__isnull=False)
        .select_related("client")
        .order_by("-id")[:200]
    )
    return [GrantView(r.id, r.client_id, r.client.name, r.scopes, r.created_at) for r in rows]


@dataclass(frozen=True, slots=True)
class ClientView:
    """A program that may ask for tokens."""

    id: UUID
    name: str
    confidential: bool
    redirect_uris: list[str]
    scopes: list[str]
    acts_as_account_id: UUID | None
    created_at: datetime


def client_view(row: OAuthClient) -> ClientView:
    """What is shown of a program."""
    return ClientView(
        id=row.id,
        name=row.name,
        confidential=row.secret_hash is not None,
        redirect_uris=row.redirect_uris,
        scopes=row.scopes,
        acts_as_account_id=row.acts_as_id,
        created_at=row.created_at,
    )


def clients() -> list[ClientView]:
    """Read all programs, by name."""
    return [client_view(row) for row in OAuthClient.objects.order_by("name", "id")[:500]]
