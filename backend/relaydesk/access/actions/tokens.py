"""Make and revoke API tokens."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.events import TokenMade, TokenRevoked
from relaydesk.access.models import Account, ApiToken
from relaydesk.access.queries.tokens import TokenView, token_view
from relaydesk.access.rules.tokens import new_token, token_hash
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record

LONGEST_LIFE = timedelta(days=366)
MOST_TOKENS = 50


@transaction.atomic
def make_token(
    *,
    email: str,
    name: str,
    expires_at: datetime | None = None,
    actor: Actor | None = None,
    at: datetime | None = None,
) -> str:
    """Make an API token for an account; the answer is the only time that it is seen.

    Args:
        email: the account's address.
        name: what it is for.
        expires_at: end of its life; None for no end.
        actor: who makes it; the system by default.
        at: when.

    Raises:
        NotFound: no active account with this address.
    """
    at, actor = at or now(), actor or SYSTEM("command line")
    account = Account.objects.filter(email__iexact=email.strip(), active=True).first()
    if account is None:
        raise NotFound("No active account has this address.")
    token = new_token()
    row = ApiToken.objects.create(
        hash=token_hash(token), account_id=account.id, name=name[:120], created_at=at, expires_at=expires_at
    )
    _record_made(row, actor, at)
    return token


@transaction.atomic
def make_own_token(
    *, actor: Actor, account_id: UUID, name: str, scopes: Collection[str], expires_at: datetime, at: datetime
) -> tuple[TokenView, str]:
    """Make a token for oneself; the answer is the only time that it is seen.

    Args:
        actor: whose it is.
        account_id: his account.
        name: what it is for.
        scopes: permissions that it is limited to; each must be one that he holds.
        expires_at: end of its life, within a year.
        at: when.

    Raises:
        Invalid: no scope, one that he does not hold, or an end that is past or too far.
        RuleBroken: `too_many_tokens`.
    """
    wanted = sorted(set(scopes))
    if not wanted or any(not actor.can(scope) for scope in wanted):
        raise Invalid.field("scopes", "not_held", "Name permissions that you hold yourself.")
    if not at < expires_at <= at + LONGEST_LIFE:
        raise Invalid.field("expires_at", "out_of_range", f"Within {LONGEST_LIFE.days} days.")
    Account.objects.select_for_update().get(id=account_id)
    if ApiToken.objects.filter(account_id=account_id, grant__isnull=True).count() >= MOST_TOKENS:
        raise RuleBroken("too_many_tokens", f"At most {MOST_TOKENS} tokens; revoke one first.")
    token = new_token()
    row = ApiToken.objects.create(
        hash=token_hash(token),
        account_id=account_id,
        name=name[:120],
        scopes=wanted,
        created_at=at,
        expires_at=expires_at,
    )
    _record_made(row, actor, at)
    return token_view(row), token


def _record_made(row: ApiToken, actor: Actor, at: datetime) -> None:
    event = TokenMade(
        account_id=row.account_id, token_id=row.id, label=row.name, scopes=tuple(row.scopes or ())
    )
    record(event, actor=actor.ref, subject=f"account:{row.account_id}", at=at)


@transaction.atomic
def revoke_own_token(*, actor: Actor, account_id: UUID, token_id: UUID, at: datetime) -> None:
    """End one's own token now.

    Raises:
        NotFound: it is not one of his.
    """
    if not ApiToken.objects.filter(id=token_id, account_id=account_id, grant__isnull=True).exists():
        raise NotFound
    revoke_token(actor=actor, token_id=token_id, at=at)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID, at: datetime) -> None:
    """End a token now.

    Raises:
        NotFound: no such token.
    """
    row = ApiToken.objects.filter(id=token_id).first()
    if row is None:
        raise NotFound
    row.delete()
    record(
        TokenRevoked(account_id=row.account_id, token_id=token_id),
        actor=actor.ref,
        subject=f"account:{row.account_id}",
        at=at,
    )
