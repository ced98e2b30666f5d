"""Give OAuth tokens: by a code, a refresh token, or to a program on its own (RFC 6749, 7636, 7009, 9700)."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.events import OAuthGranted, OAuthGrantEnded
from relaydesk.access.models import Account, ApiToken, OAuthClient, OAuthGrant, RefreshToken
from relaydesk.access.rules.oauth import OAuthError, fits_challenge, scopes_of
from relaydesk.access.rules.tokens import new_secret, new_token, secret_hash, token_hash
from relaydesk.platform.events import record

CODE_LIFE, ACCESS_LIFE, REFRESH_LIFE = timedelta(minutes=1), timedelta(hours=1), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the token endpoint answers; the only time that the secrets are seen."""

    access_token: str
    expires_in: int
    scope: str
    refresh_token: str | None = None
    token_type: str = "Bearer"  # noqa: S105 - RFC 6750


def client_of(client_id: str) -> OAuthClient | None:
    """Find a program by its client_id."""
    try:
        return OAuthClient.objects.filter(id=UUID(client_id)).first()
    except ValueError:
        return None


def authenticate_client(client_id: str, secret: str) -> OAuthClient:
    """Find a program and check its secret; a public one has none.

    Raises:
        OAuthError: `invalid_client`.
    """
    client = client_of(client_id)
    given = secret_hash(secret) or b""
    expected = bytes(client.secret_hash) if client is not None and client.secret_hash is not None else None
    if (
        client is None
        or (expected is None and secret)
        or (expected is not None and not hmac.compare_digest(given, expected))
    ):
        raise OAuthError("invalid_client", "Unknown client, or its secret is wrong.")
    return client


@transaction.atomic
def allow(
    *,
    actor: Actor,
    account_id: UUID,
    client: OAuthClient,
    scopes: list[str],
    redirect_uri: str,
    code_challenge: str,
    at: datetime,
) -> str:
    """Note that somebody allows a program to act for him.

    Returns:
        The code that the browser carries to the program; good once, for a minute.
    """
    code = new_secret()
    OAuthGrant.objects.create(
        client=client,
        account_id=account_id,
        scopes=scopes,
        created_at=at,
        code_hash=secret_hash(code),
        code_challenge=code_challenge,
        redirect_uri=redirect_uri,
        code_expires_at=at + CODE_LIFE,
    )
    event = OAuthGranted(account_id=account_id, client_id=client.id, scopes=tuple(scopes))
    record(event, actor=actor.ref, subject=f"account:{account_id}", at=at)
    return code


def redeem_code(*, client: OAuthClient, code: str, redirect_uri: str, verifier: str, at: datetime) -> Tokens:
    """Give tokens for a code.

    Raises:
        OAuthError: `invalid_grant`; a code that comes a second time ends what the first one gave.
    """
    refused = OAuthError("invalid_grant", "The code is unknown, used, expired, or of another request.")
    digest = secret_hash(code)
    with transaction.atomic():
        grant = (
            OAuthGrant.objects.select_for_update().filter(code_hash=digest, client=client).first()
            if digest
            else None
        )
        if grant is None:
            raise refused
        if grant.code_used_at is None:
            good = (
                grant.code_expires_at is not None
                and at < grant.code_expires_at
                and redirect_uri == grant.redirect_uri
                and fits_challenge(verifier, grant.code_challenge)
                and Account.objects.filter(id=grant.account_id, active=True).exists()
            )
            if good:
                OAuthGrant.objects.filter(id=grant.id).update(code_used_at=at)
                return _tokens(grant, grant.scopes, at, with_refresh=True)
        _end(grant, "code_reused" if grant.code_used_at else "code_misused", at)
    raise refused


def refresh(*, client: OAuthClient, token: str, scope: str, at: datetime) -> Tokens:
    """Give new tokens for a refresh token, which is used up by it.

    Raises:
        OAuthError: `invalid_grant`, `invalid_scope`; a used refresh token ends the whole grant: a thief
            may have it as well.
    """
    refused = OAuthError("invalid_grant", "The refresh token is unknown, used or expired.")
    digest = secret_hash(token)
    with transaction.atomic():
        row = (
            RefreshToken.objects.select_for_update(of=("self",))
            .select_related("grant")
            .filter(hash=digest, grant__client=client)
            .first()
            if digest
            else None
        )
        if row is None or row.expires_at <= at or not _active(row.grant):
            raise refused
        if row.used_at is None:
            scopes = scopes_of(scope, row.grant.scopes)
            RefreshToken.objects.filter(hash=digest).update(used_at=at)
            ApiToken.objects.filter(grant=row.grant).delete()
            return _tokens(row.grant, scopes, at, with_refresh=True)
        _end(row.grant, "refresh_token_reused", at)
    raise refused


@transaction.atomic
def client_credentials(*, client: OAuthClient, scope: str, at: datetime) -> Tokens:
    """Give a program a token to act on its own, as the account that it was entered with.

    Raises:
        OAuthError: `unauthorized_client`, `invalid_scope`.
    """
    account = client.acts_as
    if (
        client.secret_hash is None
        or account is None
        or not account.active
        or account.administration is not None
    ):
        raise OAuthError("unauthorized_client", "This client may not act on its own.")
    scopes = scopes_of(scope, client.scopes)
    OAuthClient.objects.select_for_update().get(id=client.id)
    grant = OAuthGrant.objects.filter(client=client, account=account, code_hash__isnull=True).first()
    if grant is None:
        grant = OAuthGrant.objects.create(client=client, account=account, scopes=client.scopes, created_at=at)
    return _tokens(grant, scopes, at, with_refresh=False)


@transaction.atomic
def revoke(*, client: OAuthClient, token: str, at: datetime) -> None:
    """End a token of this program; an unknown one is no error (RFC 7009, 2.2)."""
    digest = token_hash(token)
    if digest:
        ApiToken.objects.filter(hash=digest, grant__client=client).delete()
        return
    digest = secret_hash(token)
    row = (
        RefreshToken.objects.select_related("grant").filter(hash=digest, grant__client=client).first()
        if digest
        else None
    )
    if row is not None:
        _end(row.grant, "client", at)


def _active(grant: OAuthGrant) -> bool:
    return Account.objects.filter(id=grant.account_id, active=True).exists()


def _tokens(grant: OAuthGrant, scopes: list[str], at: datetime, *, with_refresh: bool) -> Tokens:
    access = new_token()
    ApiToken.objects.create(
        hash=token_hash(access),
        account_id=grant.account_id,
        grant=grant,
        name="OAuth",
        scopes=scopes,
        created_at=at,
        expires_at=at + ACCESS_LIFE,
    )
    fresh = None
    if with_refresh:
        fresh = new_secret()
        RefreshToken.objects.create(hash=secret_hash(fresh), grant=grant, expires_at=at + REFRESH_LIFE)
    return Tokens(access, int(ACCESS_LIFE.total_seconds()), " ".join(scopes), fresh)


def _end(grant: OAuthGrant, reason: str, at: datetime) -> None:
    account_id, client_id = grant.account_id, grant.client_id
    grant.delete()
    event = OAuthGrantEnded(account_id=account_id, client_id=client_id, reason=reason)
    record(event, actor=SYSTEM("oauth").ref, subject=f"account:{account_id}", at=at)
