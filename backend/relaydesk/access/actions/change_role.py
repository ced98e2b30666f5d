"""Make, change and delete roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from relaydesk.access.contracts import ADMINISTRATIONS, Actor, ActorKind, Realm
from relaydesk.access.models import Account, AccountRole, Label, Role
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.queries.one_at_a_time import one_at_a_time
from relaydesk.access.rights_events import RoleChanged, RoleDeleted, RoleMade
from relaydesk.access.rules.administrations import CODE, administration_of
from relaydesk.access.rules.granting import (
    changed,
    check_field_rights,
    check_grants,
    difference,
    insist,
)
from relaydesk.access.rules.roles import PRIVILEGED, built_in_grants
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from relaydesk.platform.events import record


@dataclass(frozen=True, slots=True)
class RoleEdits:
    """What is to be said of a role; None leaves it as it is."""

    name: str | None = None
    name_en: str | None = None
    grants: Mapping[str, str] | None = None
    field_rights: Sequence[Mapping[str, str]] | None = None
    labels: Sequence[str] | None = None
    second_factor: bool | None = None


@transaction.atomic
def make_role(*, actor: Actor, key: str, edits: RoleEdits, at: datetime) -> Role:
    """Make a role.

    Raises:
        Forbidden: the permission for its realm, its labels or its second factor is missing.
        Invalid: an unknown permission, scope, field or label.
        RuleBroken: "role_exists", "administrations_exclude_each_other".
    """
    if Role.objects.filter(key=key).exists():
        raise RuleBroken("role_exists", "There is a role with this key.")
    role = Role(key=key, name=edits.name or key, name_en=edits.name_en or "")
    realm = _apply(role, edits)
    _allow(actor, [realm], edits)
    role.realm = realm.value
    role.save(force_insert=True)
    record(RoleMade(key=key, after=_told(role)), actor=actor.ref, subject=f"role:{key}", at=at)
    return role


def change_role(
    *, actor: Actor, key: str, edits: RoleEdits, expected_version: int | None, at: datetime
) -> Role:
    """Change a role; with the next request of those who hold it the change is true.

    Raises:
        NotFound: no such role.
        Forbidden: as in `make_role`; "role_held_by_oneself".
        Stale: it has changed since `expected_version`.
        Invalid, RuleBroken: as in `make_role`; "built_in_role" for what cannot be changed of a built-in one.
    """
    try:
        with transaction.atomic():
            return _change(actor, key, edits, expected_version, at)
    except IntegrityError as error:
        raise RuleBroken(CODE, "Somebody who holds this role holds another administration.") from error


def _change(actor: Actor, key: str, edits: RoleEdits, expected: int | None, at: datetime) -> Role:
    one_at_a_time()
    role = Role.objects.select_for_update().filter(key=key).first()
    if role is None:
        raise NotFound
    if expected is not None and expected != role.version:
        raise Stale(role.version)
    before, old = _told(role), Realm(role.realm)
    new = _apply(role, edits)
    _allow(actor, {old, new}, edits)
    told = changed(before, _told(role))
    if not told[1]:
        return role
    _not_ones_own(actor, key, told[1])
    role.version += 1
    if new is not old:
        _move(role, old, new)
    role.realm = new.value
    role.save()
    record(RoleChanged(key=key, before=told[0], after=told[1]), actor=actor.ref, subject=f"role:{key}", at=at)
    return role


@transaction.atomic
def delete_role(*, actor: Actor, key: str, at: datetime) -> None:
    """Delete a role that nobody holds.

    Raises:
        NotFound: no such role.
        Forbidden: the permission for its realm is missing.
        RuleBroken: "built_in_role", "role_in_use".
    """
    role = Role.objects.select_for_update().filter(key=key).first()
    if role is None:
        raise NotFound
    _allow(actor, [Realm(role.realm)], RoleEdits(grants={}))
    if role.built_in:
        raise RuleBroken("built_in_role", "A built-in role cannot be deleted.")
    if AccountRole.objects.filter(role_id=key).exists():
        raise RuleBroken("role_in_use", "Somebody holds this role; take it from him first.")
    role.delete()
    record(RoleDeleted(key=key, before=_told(role)), actor=actor.ref, subject=f"role:{key}", at=at)


def _apply(role: Role, edits: RoleEdits) -> Realm:
    """Write the edits into the row, and tell the realm that it then has."""
    realm = Realm(role.realm)
    if edits.name is not None:
        role.name = edits.name
    if edits.name_en is not None:
        role.name_en = edits.name_en
    if edits.grants is not None:
        found = check_grants(edits.grants)
        if role.built_in:
            stored = difference(built_in_grants(role.key), edits.grants)
            if stored and (role.key in PRIVILEGED or found is not realm):
                raise RuleBroken("built_in_role", "What this role grants is laid down.")
            role.grants = stored
        else:
            role.grants, realm = dict(edits.grants), found
    if edits.field_rights is not None:
        role.field_rights = check_field_rights(edits.field_rights)
    if edits.labels is not None:
        known = set(Label.objects.filter(key__in=edits.labels).values_list("key", flat=True))
        if known != set(edits.labels):
            raise Invalid.field("labels", "unknown_value", "There is no such label.")
        role.labels = sorted(known)
    if edits.second_factor is not None:
        role.second_factor = edits.second_factor
    return realm


def _allow(actor: Actor, realms: Sequence[Realm] | set[Realm], edits: RoleEdits) -> None:
    """Ask for the permission of each part: labels and second factors are matters of security."""
    if actor.kind is ActorKind.SYSTEM:
        return
    said = (edits.name, edits.name_en, edits.grants, edits.field_rights)
    if any(part is not None for part in said):
        for realm in realms:
            insist(actor, P.GRANT_PRIVILEGED if realm in ADMINISTRATIONS else P.MANAGE_ROLES)
    if edits.labels is not None:
        insist(actor, P.MANAGE_LABELS)
    if edits.second_factor is not None:
        insist(actor, P.MANAGE_SIGN_IN)


def _not_ones_own(actor: Actor, key: str, after: Mapping[str, Any]) -> None:
    """Nobody raises his own rights by way of his role."""
    if actor.account_id is None or not after.keys() - {"name", "name_en"}:
        return
    if AccountRole.objects.filter(account_id=actor.account_id, role_id=key).exists():
        raise Forbidden("Somebody else must change a role that you hold.", code="role_held_by_oneself")


def _move(role: Role, old: Realm, new: Realm) -> None:
    """Bring everybody who holds the role to its new realm, or refuse.

    The foreign keys look at every step: first the role becomes an ordinary one, then each account comes to
    the administration of its other roles and this one, then the role gets its realm; the rows follow.
    """
    if old in ADMINISTRATIONS:
        Role.objects.filter(key=role.key).update(realm=Realm.BUSINESS.value)
    holders = AccountRole.objects.filter(role_id=role.key).values_list("account_id", flat=True)
    for account in Account.objects.select_for_update().filter(id__in=list(holders)).order_by("id"):
        others = AccountRole.objects.filter(account_id=account.id).exclude(role_id=role.key)
        realms = [Realm(realm) for realm in others.values_list("realm", flat=True)]
        administration = administration_of([*realms, new])
        Account.objects.filter(id=account.id).update(
            administration=administration.value if administration else None
        )


def _told(role: Role) -> dict[str, Any]:
    """A role as the record keeps it."""
    return {
        "name": role.name,
        "name_en": role.name_en,
        "realm": role.realm,
        "grants": dict(role.grants),
        "field_rights": list(role.field_rights),
        "labels": list(role.labels),
        "second_factor": role.second_factor,
    }
