"""Roles and the catalogue of what may be granted, as the screens of rights show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from relaydesk.access.contracts import ADMINISTRATIONS, Actor, Realm
from relaydesk.access.models import AccountRole, Role
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.rules.granting import str_of
from relaydesk.access.rules.roles import PRIVILEGED, RoleRow, grants_of_role

NIL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role with what it comes to; `grants` are the effective ones, also of a built-in role."""

    key: str
    name: str
    name_en: str
    built_in: bool
    realm: str
    grants: dict[str, str]
    field_rights: list[dict[str, str]]
    labels: list[str]
    second_factor: bool
    holders: int
    version: int
    can: dict[str, bool]


def row_of(role: Role) -> RoleRow:
    """A stored role as the rules take it."""
    return RoleRow(role.key, Realm(role.realm), role.grants, tuple(role.field_rights), frozenset(role.labels))


def role_views(actor: Actor, roles: Iterable[Role]) -> list[RoleView]:
    """Show roles, with how many accounts hold each, by one more statement."""
    roles = list(roles)
    rows = AccountRole.objects.filter(role_id__in=[role.key for role in roles]).values("role_id")
    holders = dict(rows.annotate(n=Count("account_id")).values_list("role_id", "n"))
    mine = AccountRole.objects.filter(account_id=actor.account_id or NIL)
    own = set(mine.values_list("role_id", flat=True))
    return [_view(actor, role, holders.get(role.key, 0), own=role.key in own) for role in roles]


def _view(actor: Actor, role: Role, holders: int, *, own: bool) -> RoleView:
    privileged = Realm(role.realm) in ADMINISTRATIONS
    edit = actor.can(P.GRANT_PRIVILEGED if privileged else P.MANAGE_ROLES)
    free = not own and actor.viewed_by is None
    return RoleView(
        key=role.key,
        name=role.name,
        name_en=role.name_en,
        built_in=role.built_in,
        realm=role.realm,
        grants={key: str_of(scope) for key, scope in sorted(grants_of_role(row_of(role)).items())},
        field_rights=list(role.field_rights),
        labels=list(role.labels),
        second_factor=role.second_factor,
        holders=holders,
        version=role.version,
        can={
            "rename": edit and actor.viewed_by is None,
            "edit_grants": edit and free and role.key not in PRIVILEGED,
            "edit_field_rights": edit and free,
            "edit_labels": free and actor.can(P.MANAGE_LABELS),
            "edit_second_factor": free and actor.can(P.MANAGE_SIGN_IN),
            "delete": edit and free and not role.built_in and holders == 0,
        },
    )
