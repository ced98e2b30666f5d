"""Make and revoke the tokens by which a provider keeps accounts and teams (SCIM)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.federation_events import ScimTokenMade, ScimTokenRevoked
from relaydesk.access.models import IdentityProvider, ScimToken
from relaydesk.access.rules.tokens import new_scim_token, scim_token_hash
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.events import record

MAX_TOKENS = 5


@transaction.atomic
def make_scim_token(
    *, actor: Actor, provider: IdentityProvider, name: str, expires_at: datetime | None, at: datetime
) -> tuple[UUID, str]:
    """Make a token; the answer is the only time that it is seen.

    Raises:
        RuleBroken: `too_many`.
    """
    if ScimToken.objects.filter(provider_id=provider.id).count() >= MAX_TOKENS:
        raise RuleBroken("too_many", f"There are {MAX_TOKENS} tokens already.")
    token = new_scim_token()
    row = ScimToken.objects.create(
        provider_id=provider.id,
        hash=scim_token_hash(token),
        name=name,
        created_at=at,
        expires_at=expires_at,
    )
    record(
        ScimTokenMade(provider_id=provider.id, token_id=row.id, label=name),
        actor=actor.ref,
        subject=f"identity_provider:{provider.id}",
        at=at,
    )
    return row.id, token


@transaction.atomic
def revoke_scim_token(*, actor: Actor, provider_id: UUID, token_id: UUID, at: datetime) -> None:
    """End a token now.

    Raises:
        NotFound: no such token.
    """
    if not ScimToken.objects.filter(id=token_id, provider_id=provider_id).delete()[0]:
        raise NotFound
    record(
        ScimTokenRevoked(provider_id=provider_id, token_id=token_id),
        actor=actor.ref,
        subject=f"identity_provider:{provider_id}",
        at=at,
    )
