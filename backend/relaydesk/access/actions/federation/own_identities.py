"""Remove links between accounts and subjects of providers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.federation_events import IdentityUnlinked
from relaydesk.access.models import Account, FederatedIdentity
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.events import record


@transaction.atomic
def unlink_own(*, actor: Actor, identity_id: UUID, at: datetime) -> None:
    """Remove a link of one's own account.

    Raises:
        NotFound: it is not one's own.
        RuleBroken: `last_way_in`: without it nothing would be left to sign in with.
    """
    link = FederatedIdentity.objects.select_for_update().filter(id=identity_id).first()
    if link is None or link.account_id != actor.account_id:
        raise NotFound
    account = Account.objects.get(id=link.account_id)
    others = FederatedIdentity.objects.filter(account_id=account.id).exclude(id=link.id).exists()
    if not others and not account.has_usable_password():
        raise RuleBroken("last_way_in", "Set a password first: you could not sign in any more.")
    _unlink(actor, link, at)


@transaction.atomic
def unlink(*, actor: Actor, provider_id: UUID, identity_id: UUID, at: datetime) -> None:
    """Remove somebody's link; he can be linked anew by a proof.

    Raises:
        NotFound: no such link of this provider.
    """
    link = (
        FederatedIdentity.objects.select_for_update().filter(id=identity_id, provider_id=provider_id).first()
    )
    if link is None:
        raise NotFound
    _unlink(actor, link, at)


def _unlink(actor: Actor, link: FederatedIdentity, at: datetime) -> None:
    link.delete()
    record(
        IdentityUnlinked(account_id=link.account_id, provider_id=link.provider_id),
        actor=actor.ref,
        subject=f"account:{link.account_id}",
        at=at,
    )
