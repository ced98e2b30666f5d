"""Give an account its roles, for ever or for a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from relaydesk.access.actions.watching_clocks import watch
from relaydesk.access.contracts import Actor, ActorKind, Realm
from relaydesk.access.models import Account, AccountRole, Role
from relaydesk.access.queries.one_at_a_time import one_at_a_time
from relaydesk.access.rights_events import RolesGranted
from relaydesk.access.rules.administrations import CODE, administration_of
from relaydesk.access.rules.granting import check_span, may_touch, not_oneself
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for an account; without bounds it holds for ever."""

    key: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def told(self) -> dict[str, Any]:
        """As the record keeps it."""
        return {
            "key": self.key,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
        }


def set_roles(*, actor: Actor, account_id: UUID, roles: Collection[Grant], at: datetime) -> None:
    """Replace the roles of an account; those that stay as they are are not touched.

    Every way in comes here: the API, groups of SCIM and of single sign-on, the command line.

    Raises:
        NotFound: no such account.
        Forbidden: "not_ones_own_rights", or the permission for a role that comes or goes is missing.
        Invalid: an unknown role, one named twice, a period that ends before it begins.
        RuleBroken: "administrations_exclude_each_other".
    """
    try:
        with transaction.atomic():
            _set(actor, account_id, roles, at)
    except IntegrityError as error:
        raise RuleBroken(CODE, "Meanwhile the account or the role came to another administration.") from error


def _set(actor: Actor, account_id: UUID, roles: Collection[Grant], at: datetime) -> None:
    one_at_a_time()
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    wanted = {grant.key: grant for grant in roles}
    if len(wanted) != len(roles):
        raise Invalid.field("roles", "repeated", "A role is named twice.")
    held = _held(account_id)
    realms = _realms({*wanted, *held})
    unknown = wanted.keys() - realms.keys()
    if unknown:
        raise Invalid.field("roles", "unknown_value", f"Unknown role: {', '.join(sorted(unknown))}.")
    touched = {key for key in {*wanted, *held} if wanted.get(key) != held.get(key)}
    if not touched:
        return
    not_oneself(actor, account_id)
    if actor.kind is not ActorKind.SYSTEM:
        may_touch(actor, {realms[key] for key in touched})
    for grant in roles:
        if grant.key in touched:
            check_span("roles", grant.valid_from, grant.valid_until, at)
    administration = administration_of(realms[key] for key in wanted)
    AccountRole.objects.filter(account_id=account_id, role_id__in=touched).delete()
    word = administration.value if administration else None
    if account.administration != word:
        Account.objects.filter(id=account_id).update(administration=word)
    AccountRole.objects.bulk_create(
        AccountRole(
            account_id=account_id,
            role_id=key,
            realm=realms[key].value,
            valid_from=wanted[key].valid_from,
            valid_until=wanted[key].valid_until,
            granted_by=actor.agent_id,
        )
        for key in sorted(touched & wanted.keys())
    )
    watch(
        account_id,
        (
            bound
            for key in touched & wanted.keys()
            for bound in (wanted[key].valid_from, wanted[key].valid_until)
        ),
        at=at,
    )
    fact = RolesGranted(
        account_id=account_id,
        before=tuple(held[key].told() for key in sorted(held)),
        after=tuple(wanted[key].told() for key in sorted(wanted)),
    )
    record(fact, actor=actor.ref, subject=f"account:{account_id}", at=at)


def grants_of(account_id: UUID) -> list[Grant]:
    """The roles that an account has, with their bounds, by key."""
    held = _held(account_id)
    return [held[key] for key in sorted(held)]


def _held(account_id: UUID) -> dict[str, Grant]:
    rows = AccountRole.objects.filter(account_id=account_id)
    return {row[0]: Grant(*row) for row in rows.values_list("role_id", "valid_from", "valid_until")}


def _realms(keys: Collection[str]) -> dict[str, Realm]:
    """The realms of roles."""
    rows = Role.objects.filter(key__in=keys).values_list("key", "realm")
    return {key: Realm(realm) for key, realm in rows}
