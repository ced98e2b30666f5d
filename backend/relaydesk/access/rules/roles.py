"""What may be granted, what the built-in roles grant, and how roles add up."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relaydesk.access.contracts import ADMINISTRATIONS, EVERY_TYPE, FieldRight, Realm, Scope

ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR = "administrator", "security_administrator", "auditor"
MANAGER, AGENT, TEAM_AGENT, OWN_AGENT, OBSERVER = "manager", "agent", "team_agent", "own_agent", "observer"
PRIVILEGED = (ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR)

Grants = Mapping[str, Scope]
FieldRights = Mapping[tuple[str, str], FieldRight]


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that may be granted.

    Args:
        module: which module declared it.
        realm: to which administration it belongs, or `business`.
        name, name_en: as the screens call it.
        reads: it only looks; the role `observer` holds such permissions.
        lendable: a stand-in receives it for the absent one's tickets.
    """

    key: str
    module: str
    realm: Realm = Realm.BUSINESS
    name: str = ""
    name_en: str = ""
    reads: bool = False
    lendable: bool = False


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as it is stored."""

    key: str
    realm: Realm = Realm.BUSINESS
    grants: Mapping[str, str] = field(default_factory=dict)
    field_rights: tuple[Mapping[str, str], ...] = ()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rights:
    """What several roles come to."""

    grants: Grants
    field_rights: FieldRights
    labels: frozenset[str]


_declared: dict[str, Permission] = {}
_agent: dict[str, Scope] = {}
_extra: dict[str, dict[str, Scope]] = {}


def declare(
    module: str,
    permissions: Iterable[str],
    agent: Mapping[Any, Scope],
    *,
    realms: Mapping[Any, Realm] | None = None,
    names: Mapping[Any, tuple[str, str]] | None = None,
    roles: Mapping[str, Mapping[Any, Scope]] | None = None,
    reads: Collection[str] = (),
    lendable: Collection[str] = (),
) -> None:
    """Take up the permissions of one module and what the built-in roles hold of them.

    Raises:
        ValueError: a permission does not begin with the module's name, or a grant names none of them.
    """
    keys = {str(p) for p in permissions}
    realms, names, roles = realms or {}, names or {}, roles or {}
    for key in keys:
        if not key.startswith(f"{module}."):
            raise ValueError(f"permission {key} of module {module} must begin with '{module}.'")
    granted = [agent, *roles.values()]
    for key in [*(k for one in granted for k in one), *realms, *names, *reads, *lendable]:
        if str(key) not in keys:
            raise ValueError(f"{key} is not a permission of {module}")
    for key in sorted(keys):
        name, name_en = names.get(key, ("", ""))
        _declared[key] = Permission(
            key=key,
            module=module,
            realm=Realm(realms.get(key, Realm.BUSINESS)),
            name=name or key,
            name_en=name_en or key,
            reads=key in reads or _sounds_like_reading(key),
            lendable=key in lendable,
        )
    _agent.update({str(key): scope for key, scope in agent.items()})
    for role, grants in roles.items():
        _extra.setdefault(role, {}).update({str(key): scope for key, scope in grants.items()})


def _sounds_like_reading(key: str) -> bool:
    last = key.rpartition(".")[2]
    return last == "read" or last.startswith("read_")


def declared() -> Mapping[str, Permission]:
    """Every permission by its key."""
    return _declared


def realm_of(grants: Iterable[str]) -> Realm | None:
    """The realm of a role with these grants: of the one administration among them, else business.

    Returns:
        None when the grants mix two administrations; such a role must not be.
    """
    found = {_declared[key].realm for key in grants if key in _declared} & ADMINISTRATIONS
    if len(found) > 1:
        return None
    return next(iter(found), Realm.BUSINESS)


def _of_realm(realm: Realm) -> dict[str, Scope]:
    return {key: Scope.ALL for key, one in _declared.items() if one.realm is realm}


def _agents(narrowest: Scope) -> dict[str, Scope]:
    """What the role `agent` holds, with `department` made narrower or wider."""
    return {key: narrowest if scope is Scope.DEPARTMENT else scope for key, scope in _agent.items()}


def _names_only() -> dict[str, Scope]:
    return {"people.read_agents": Scope.ALL} if "people.read_agents" in _declared else {}


_BUILT_IN: dict[str, Callable[[], dict[str, Scope]]] = {
    ADMINISTRATOR: lambda: _of_realm(Realm.BUSINESS) | _of_realm(Realm.SYSTEM),
    SECURITY_ADMINISTRATOR: lambda: _of_realm(Realm.SECURITY) | _names_only(),
    AUDITOR: lambda: _of_realm(Realm.AUDIT) | _names_only(),
    MANAGER: lambda: _agents(Scope.DEPARTMENT_AND_BELOW),
    AGENT: lambda: dict(_agent),
    TEAM_AGENT: lambda: _agents(Scope.TEAM),
    OWN_AGENT: lambda: _agents(Scope.OWN),
    OBSERVER: lambda: {k: s for k, s in _of_realm(Realm.BUSINESS).items() if _declared[k].reads},
}
BUILT_IN = tuple(_BUILT_IN)


def built_in_grants(key: str) -> dict[str, Scope]:
    """What a built-in role grants as the modules declare it; nothing for any other role."""
    make = _BUILT_IN.get(key)
    return (make() | _extra.get(key, {})) if make else {}


def grants_of_role(role: RoleRow) -> dict[str, Scope]:
    """What one role grants: a built-in one what its modules declare, changed by what is stored.

    What no module declares, what names no scope, and what belongs to an administration other than the role's
    own is not granted: a missing or wrong line denies (CVE-2026-28218).
    """
    granted = built_in_grants(role.key)
    for key, word in role.grants.items():
        scope = Scope.__members__.get(word.upper())
        if scope is None:
            granted.pop(key, None)
        else:
            granted[key] = scope
    realms = (Realm.BUSINESS, role.realm)
    return {k: s for k, s in granted.items() if k in _declared and _declared[k].realm in realms}


def add_up(roles: Iterable[RoleRow], administration: Realm | None) -> Rights:
    """Add up roles: the widest scope, the most permissive field right, every clearance.

    Args:
        roles: those held now.
        administration: the one administration that the account may hold; grants of another are dropped,
            whatever the roles say.
    """
    grants: dict[str, Scope] = {}
    labels: set[str] = set()
    speaking: list[tuple[frozenset[str], Mapping[tuple[str, str], FieldRight]]] = []
    for role in roles:
        granted = grants_of_role(role)
        for key, scope in granted.items():
            if _declared[key].realm in (Realm.BUSINESS, administration):
                grants[key] = max(scope, grants.get(key, scope))
        labels |= role.labels
        modules = frozenset(_declared[key].module for key in granted)
        speaking.append((modules, _field_rights_of(role)))
    return Rights(grants, _merge_field_rights(speaking), frozenset(labels))


def _field_rights_of(role: RoleRow) -> dict[tuple[str, str], FieldRight]:
    return {
        (line["field"], line.get("ticket_type") or EVERY_TYPE): FieldRight[line["right"].upper()]
        for line in role.field_rights
        if line.get("right", "").upper() in FieldRight.__members__
    }


def _merge_field_rights(speaking: list[tuple[frozenset[str], FieldRights]]) -> FieldRights:
    """For each field the most permissive of the roles that open anything of its module.

    A role that says nothing about a field lets it be written; one that opens nothing of the module does not
    count.
    """
    merged: dict[tuple[str, str], FieldRight] = {}
    for name in {name for _, rights in speaking for name, _ in rights}:
        module = name.partition(".")[0]
        counted = [rights for modules, rights in speaking if module in modules]
        for kind in {k for rights in counted for n, k in rights if n == name} | {EVERY_TYPE}:
            right = max(
                (
                    rights.get((name, kind), rights.get((name, EVERY_TYPE), FieldRight.WRITE))
                    for rights in counted
                ),
                default=FieldRight.WRITE,
            )
            merged[name, kind] = right
    if all(right is FieldRight.WRITE for right in merged.values()):
        return {}
    return merged
