"""Accounts as administrators keep them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from relaydesk.access.actions.accounts import create_account, deactivate_account, reactivate_account
from relaydesk.access.actions.grant_roles import Grant, set_roles
from relaydesk.access.contracts import Actor, Realm
from relaydesk.access.models import Account, Role
from relaydesk.access.rules.granting import may_touch, not_oneself
from relaydesk.people import public as people
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken


def make_account(*, actor: Actor, email: str, agent_id: UUID, roles: Collection[Grant], at: datetime) -> UUID:
    """Make an account with its roles, without a password.

    Raises:
        Forbidden: the permission for one of the roles is missing.
        Invalid: the address, the agent or a role is wrong.
        RuleBroken: "account_exists", "administrations_exclude_each_other".
    """
    if people.agent(agent_id) is None:
        raise Invalid.field("agent_id", "unknown_agent", "There is no such agent.")
    keys = [grant.key for grant in roles]
    realms = {Realm(r) for r in Role.objects.filter(key__in=keys).values_list("realm", flat=True)}
    may_touch(actor, realms or {Realm.BUSINESS})
    try:
        with transaction.atomic():
            account_id = create_account(
                email=email, password=None, agent_id=agent_id, roles=keys, actor=actor, at=at
            )
            if any(grant.valid_from or grant.valid_until for grant in roles):
                set_roles(actor=actor, account_id=account_id, roles=roles, at=at)
    except IntegrityError as error:
        raise RuleBroken("account_exists", "This agent has an account.") from error
    return account_id


@transaction.atomic
def switch_account(*, actor: Actor, account_id: UUID, active: bool, at: datetime) -> None:
    """Switch an account off or on; as it is already changes nothing.

    Raises:
        NotFound: no such account.
        Forbidden: "not_ones_own_rights", or the permission for such an account is missing.
    """
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    if account.active == active:
        return
    not_oneself(actor, account_id)
    may_touch(actor, [Realm(account.administration) if account.administration else Realm.BUSINESS])
    switch = reactivate_account if active else deactivate_account
    switch(actor=actor, account_id=account_id, at=at)
