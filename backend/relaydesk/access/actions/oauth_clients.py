"""Enter programs that may ask for tokens, and take them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.events import OAuthClientMade, OAuthClientRemoved, OAuthGrantEnded
from relaydesk.access.models import Account, AccountRole, OAuthClient, OAuthGrant
from relaydesk.access.rules.oauth import is_redirect_uri
from relaydesk.access.rules.scopes import ordinary_permissions
from relaydesk.access.rules.tokens import new_secret, secret_hash
from relaydesk.platform.errors import FieldError, Invalid, NotFound
from relaydesk.platform.events import record


@dataclass(frozen=True, slots=True)
class NewClient:
    """A program to be entered.

    Args:
        name: shown to those who are asked.
        redirect_uris: where a browser may be sent back to; compared letter by letter.
        scopes: the most that it may ask for; permissions of the daily work only.
        confidential: it can keep a secret.
        acts_as_account_id: the account whose rights it has when it acts on its own.
    """

    name: str
    redirect_uris: Sequence[str]
    scopes: Sequence[str]
    confidential: bool
    acts_as_account_id: UUID | None = None


@transaction.atomic
def make_oauth_client(*, actor: Actor, new: NewClient, at: datetime) -> tuple[OAuthClient, str | None]:
    """Enter a program.

    Returns:
        Its row, and its secret, which is shown this once.

    Raises:
        Invalid: an address, scope or account will not do.
    """
    faults = [
        FieldError(f"redirect_uris.{i}", "malformed", "HTTPS (or HTTP on localhost), without '#'.")
        for i, uri in enumerate(new.redirect_uris)
        if not is_redirect_uri(uri)
    ]
    ordinary = ordinary_permissions()
    faults += [
        FieldError(f"scopes.{i}", "unknown_value", "Not a permission of the daily work.")
        for i, scope in enumerate(new.scopes)
        if scope not in ordinary
    ]
    if not new.redirect_uris and new.acts_as_account_id is None:
        faults.append(
            FieldError("redirect_uris", "required", "Without one the client must act as an account.")
        )
    acts_as = new.acts_as_account_id
    if acts_as is not None and not (new.confidential and _may_be_lent(acts_as)):
        faults.append(
            FieldError(
                "acts_as_account_id",
                "not_allowed",
                "An active account without an administration; needs a secret.",
            )
        )
    if faults:
        raise Invalid(faults)
    secret = new_secret() if new.confidential else None
    client = OAuthClient.objects.create(
        name=new.name,
        secret_hash=secret_hash(secret) if secret else None,
        redirect_uris=list(new.redirect_uris),
        scopes=sorted(set(new.scopes)),
        acts_as_id=new.acts_as_account_id,
        created_at=at,
    )
    event = OAuthClientMade(client_id=client.id, label=client.name, scopes=tuple(client.scopes))
    record(event, actor=actor.ref, subject=f"oauth-client:{client.id}", at=at)
    return client, secret


def _may_be_lent(account_id: UUID) -> bool:
    """Nobody gets an administrator's rights by entering a program that acts as one (三员分立)."""
    account = Account.objects.filter(id=account_id, active=True, administration__isnull=True).first()
    return account is not None and AccountRole.objects.filter(account_id=account_id).exists()


@transaction.atomic
def remove_oauth_client(*, actor: Actor, client_id: UUID, at: datetime) -> None:
    """Take a program away: all its tokens end now.

    Raises:
        NotFound: no such program.
    """
    if not OAuthClient.objects.filter(id=client_id).delete()[0]:
        raise NotFound
    record(
        OAuthClientRemoved(client_id=client_id), actor=actor.ref, subject=f"oauth-client:{client_id}", at=at
    )


@transaction.atomic
def end_own_grant(*, actor: Actor, account_id: UUID, grant_id: UUID, at: datetime) -> None:
    """Take back what one has allowed a program.

    Raises:
        NotFound: it is not one's own.
    """
    grant = OAuthGrant.objects.select_for_update().filter(id=grant_id, account_id=account_id).first()
    if grant is None:
        raise NotFound
    grant.delete()
    event = OAuthGrantEnded(account_id=account_id, client_id=grant.client_id, reason="owner")
    record(event, actor=actor.ref, subject=f"account:{account_id}", at=at)
