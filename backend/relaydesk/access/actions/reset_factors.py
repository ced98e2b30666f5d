"""Take the second factors from somebody who has lost them, so that he can sign in and add new ones."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.actions.end_sessions import ADMINISTRATOR, end_sessions
from relaydesk.access.contracts import Actor
from relaydesk.access.events import FactorsReset
from relaydesk.access.models import Account, Ceremony, Factor, RecoveryCode
from relaydesk.access.rules.granting import not_oneself
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.events import record


@transaction.atomic
def reset_factors(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Remove authenticators, passkeys and recovery codes of an account, and end its sessions.

    The password stays, and a role that demands a second factor demands a new one at the next sign-in. The
    person is told by mail (`channels` hears the fact), so that nobody is robbed of his factors unnoticed.

    Args:
        actor: a security administrator; not the owner, who has the page of his own account.
        account_id: whose.
        at: when.

    Raises:
        NotFound: no such account.
        Forbidden: `not_ones_own_rights`.
        RuleBroken: `no_factor`: there is none to remove.
    """
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    not_oneself(actor, account_id)
    factors = Factor.objects.filter(account_id=account_id)
    kinds = sorted(set(factors.filter(confirmed_at__isnull=False).values_list("kind", flat=True)))
    if not kinds:
        raise RuleBroken("no_factor", "This account has no second factor.")
    factors.delete()
    RecoveryCode.objects.filter(account_id=account_id).delete()
    # A second step that has begun would still take what is gone.
    Ceremony.objects.filter(account_id=account_id).delete()
    end_sessions(actor=actor, account_id=account_id, reason=ADMINISTRATOR, at=at)
    fact = FactorsReset(account_id=account_id, kinds=tuple(kinds))
    record(fact, actor=actor.ref, subject=f"account:{account_id}", at=at)
