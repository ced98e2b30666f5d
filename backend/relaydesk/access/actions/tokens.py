"""Make and revoke API tokens."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.access.events import TokenMade, TokenRevoked
from relaydesk.access.models import Account, ApiToken
from relaydesk.access.rules.tokens import new_token, token_hash
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.events import record


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
    record(
        TokenMade(account_id=account.id, token_id=row.id, label=row.name),
        actor=actor.ref,
        subject=f"account:{account.id}",
        at=at,
    )
    return token


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
