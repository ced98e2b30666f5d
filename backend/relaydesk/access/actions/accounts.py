"""Make accounts, and switch them off and on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor, Realm
from relaydesk.access.events import AccountDeactivated, AccountMade, AccountReactivated
from relaydesk.access.models import Account, AccountRole, ApiToken, OAuthGrant, OneTimeLink, Role, Session
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.rules.administrations import administration_of
from relaydesk.access.rules.passwords import check_password_rules
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record


@transaction.atomic
def create_account(
    *,
    email: str,
    password: str | None,
    agent_id: UUID,
    roles: Collection[str] = ("agent",),
    actor: Actor | None = None,
    at: datetime | None = None,
) -> UUID:
    """Make an account for an agent.

    Args:
        email: address to sign in with.
        password: None for an account that uses tokens only.
        agent_id: whom it belongs to.
        roles: keys of roles.
        actor: who makes it; the system by default.
        at: when.

    Raises:
        Invalid: the address is malformed, the password too weak or a role unknown.
        RuleBroken: `account_exists`, `administrations_exclude_each_other`.
    """
    at, actor = at or now(), actor or SYSTEM("set-up")
    address = people.normal_email(email)
    if address is None:
        raise Invalid.field("email", "not_an_address", "This is not an e-mail address.")
    if password is not None:
        check_password_rules(password, address, policy())
    realms = {
        key: Realm(realm) for key, realm in Role.objects.filter(key__in=roles).values_list("key", "realm")
    }
    if realms.keys() != set(roles) or not realms:
        raise Invalid.field("roles", "unknown_value", "Unknown role.")
    administration = administration_of(realms.values())
    if Account.objects.filter(email__iexact=address).exists():
        raise RuleBroken("account_exists", "An account with this address exists.")
    account = Account(
        email=address,
        agent_id=agent_id,
        created_at=at,
        password=make_password(password),
        password_changed_at=at if password is not None else None,
        administration=administration.value if administration else None,
    )
    account.save(force_insert=True)
    AccountRole.objects.bulk_create(
        [AccountRole(account_id=account.id, role_id=key, realm=realms[key].value) for key in sorted(realms)]
    )
    record(
        AccountMade(account_id=account.id, roles=tuple(sorted(realms))),
        actor=actor.ref,
        subject=f"account:{account.id}",
        at=at,
    )
    return account.id


@transaction.atomic
def deactivate_account(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Switch an account off: its sessions and tokens end now, not when they expire (CVE-2025-3230).

    Raises:
        NotFound: no such account.
    """
    if not Account.objects.filter(id=account_id).update(active=False):
        raise NotFound
    Session.objects.filter(account_id=account_id).delete()
    ApiToken.objects.filter(account_id=account_id).delete()
    OAuthGrant.objects.filter(account_id=account_id).delete()
    OneTimeLink.objects.filter(account_id=account_id, used_at__isnull=True).update(
        used_at=at, sealed_token=""
    )
    record(AccountDeactivated(account_id=account_id), actor=actor.ref, subject=f"account:{account_id}", at=at)


@transaction.atomic
def reactivate_account(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Switch an account on again, with neither sessions nor tokens.

    Raises:
        NotFound: no such account.
    """
    if not Account.objects.filter(id=account_id).update(active=True):
        raise NotFound
    record(AccountReactivated(account_id=account_id), actor=actor.ref, subject=f"account:{account_id}", at=at)
