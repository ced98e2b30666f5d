"""From groups to roles and teams. Pure: who may hold what is told, nothing is looked up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

PRIVILEGED = ("system", "security", "audit")


@dataclass(frozen=True, slots=True)
class MappedRoles:
    """What groups come to.

    Args:
        roles: to be held because of the groups.
        refused: would have joined two of the three administrations in one hand.
    """

    roles: frozenset[str]
    refused: frozenset[str]


def same_group(one: str, other: str) -> bool:
    """Whether two names mean one group; directories do not heed case (RFC 4518)."""
    return one.casefold() == other.casefold()


def targets(mapping: Iterable[Mapping[str, str]], groups: Collection[str], key: str) -> frozenset[str]:
    """What the groups of one person lead to.

    Args:
        mapping: rows with `group` and `key`.
        groups: of the person; names, or distinguished names whose first part counts too.
        key: `role` or `team_id`.
    """
    held = {group.casefold() for group in groups} | {first_part(group).casefold() for group in groups}
    return frozenset(row[key] for row in mapping if row["group"].casefold() in held)


def first_part(name: str) -> str:
    """`cn=Service Desk,ou=groups,dc=example` → `Service Desk`; anything else stays."""
    head, separator, _ = name.partition(",")
    attribute, equals, value = head.partition("=")
    return value.strip() if separator and equals and attribute.isalnum() else name


def allowed_roles(
    wanted: Collection[str], *, realm_of: Mapping[str, str], held_otherwise: Collection[str]
) -> MappedRoles:
    """Leave out what would give one person two of the three administrations.

    Args:
        wanted: roles that the groups lead to.
        realm_of: role → realm; a role that is not here does not exist.
        held_otherwise: roles that he holds not by this provider.

    Returns:
        Roles that exist and may be held. When the groups themselves name two administrations, neither is
        given: which one is meant is not ours to guess.
    """
    known = {role for role in wanted if role in realm_of}
    privileged = {role for role in known if realm_of[role] in PRIVILEGED}
    realms = {realm_of[role] for role in privileged}
    others = {realm_of[r] for r in held_otherwise if realm_of.get(r) in PRIVILEGED}
    if len(realms | others) > 1:
        return MappedRoles(frozenset(known - privileged), frozenset(privileged))
    return MappedRoles(frozenset(known), frozenset())
