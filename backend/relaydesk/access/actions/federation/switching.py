"""Switch an account off and on because its provider says so, with the agent behind it."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.actions.accounts import deactivate_account, reactivate_account
from relaydesk.access.contracts import Actor
from relaydesk.access.models import Account
from relaydesk.people import public as people


def is_last_of_its_administration(account: Account) -> bool:
    """Whether nobody else who is active holds the administration of this account."""
    if account.administration is None:
        return False
    others = Account.objects.filter(active=True, administration=account.administration)
    return not others.exclude(id=account.id).exists()


@transaction.atomic
def switch_off(*, actor: Actor, account: Account, at: datetime) -> bool:
    """Switch an account and its agent off, at once: sessions, tokens and new work.

    Returns:
        False when nothing changed: it is off already, or it is the last one of its administration, without
        whom nobody could administer the house any more.
    """
    if not account.active or is_last_of_its_administration(account):
        return False
    deactivate_account(actor=actor, account_id=account.id, at=at)
    people.edit_agent(agent_id=account.agent_id, active=False, actor=actor.ref, at=at)
    return True


@transaction.atomic
def switch_on(*, actor: Actor, account: Account, at: datetime) -> bool:
    """Switch an account and its agent on again; one of an administration only a person may bring back."""
    if account.active or account.administration is not None:
        return False
    reactivate_account(actor=actor, account_id=account.id, at=at)
    people.edit_agent(agent_id=account.agent_id, active=True, actor=actor.ref, at=at)
    return True
