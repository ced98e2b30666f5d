"""The matrix of rights: every route of the router, every built-in role, every place of a ticket."""

import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum

from config.urls import api
from relaydesk.access.contracts import Realm, Scope
from relaydesk.access.rules.roles import BUILT_IN, PRIVILEGED, RoleRow, declared, grants_of_role
from relaydesk.platform.http.api import DeclaredRoute, declared_routes
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN

HEAD = """# Permission matrix

Generated from the router and from what each module declares beside its routes; a test compares it with the
real answers for every route, method, role and place of a ticket (`backend/tests/rights`). To write it anew:
`RELAYDESK_WRITE_DOCS=1 .venv/bin/pytest backend/tests/rights -k document`.

A word says how far a role reaches; `–` is refused with 403. Whoever is not signed in gets 401 everywhere but
on routes that are open to all. A ticket out of reach, one whose sensitivity label the reader is not cleared
for, and one in the bin (but for those who may delete) is answered with 404, as if it did not exist.

"""
SHORT = {
    "administrator": "system",
    "security_administrator": "security",
    "auditor": "audit",
    "team_agent": "team",
    "own_agent": "own",
}
WORDS = {Scope.DEPARTMENT_AND_BELOW: "department ↓"}


class Place(StrEnum):
    """Where a ticket is, seen from an agent."""

    OWN = "own"
    SAME_TEAM = "same team"
    SAME_DEPARTMENT = "same department"
    BELOW = "department below"
    OTHER = "other department"
    LABELLED = "labelled"
    DELETED = "deleted"


NEEDED: Mapping[Place, Scope | None] = {
    Place.OWN: Scope.OWN,
    Place.SAME_TEAM: Scope.TEAM,
    Place.SAME_DEPARTMENT: Scope.DEPARTMENT,
    Place.BELOW: Scope.DEPARTMENT_AND_BELOW,
    Place.OTHER: Scope.ALL,
    Place.LABELLED: None,
    Place.DELETED: Scope.TEAM,
}
"""The narrowest scope within which a ticket lies; nothing reaches a labelled one."""


def routes() -> list[DeclaredRoute]:
    """Every route, in the order of its address."""
    return sorted(declared_routes(api), key=lambda one: (one.path, one.method))


def names_of(route: DeclaredRoute) -> list[str]:
    """The permissions of which one is asked."""
    return str(route.permission).split(" | ")


def is_of_ticket(route: DeclaredRoute) -> bool:
    """Whether the route is about one ticket, named by its number."""
    return "/tickets/{" in route.path and "number" in route.path and not route.path.startswith("/portal")


def address(route: DeclaredRoute, **values: str) -> str:
    """The route's path with these values, and ids that nothing has for the others."""
    path = route.path
    known = {"day": "2026-10-10", "year": "2026", "kind": "contacts", "number": "GD209912-99999", **values}
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, after = rest.partition("}")
        path = before + known.get(name.rpartition(":")[2], str(uuid.UUID(int=7))) + after
    return "/api/v1" + path


def grants(role: str) -> dict[str, Scope]:
    """What a built-in role grants."""
    realm = {"administrator": Realm.SYSTEM, "security_administrator": Realm.SECURITY, "auditor": Realm.AUDIT}
    return grants_of_role(RoleRow(role, realm.get(role, Realm.BUSINESS)))


def reach_of(role: Mapping[str, Scope], route: DeclaredRoute) -> Scope | None:
    """How far a role reaches on a route; None when it is refused."""
    return max((role[name] for name in names_of(route) if name in role), default=None)


def document() -> str:
    """The matrix as a page."""
    roles = [*PRIVILEGED, *(key for key in BUILT_IN if key not in PRIVILEGED)]
    held = {role: grants(role) for role in roles}
    lines = [HEAD, "## Routes that ask for a permission\n\n"]
    lines += _table(
        ("method", "route", "permission", *(SHORT.get(role, role) for role in roles)),
        (
            (route.method, f"`{route.path}`", ", ".join(names_of(route)), *_reaches(held.values(), route))
            for route in routes()
            if not isinstance(route.permission, PUBLIC | SIGNED_IN)
        ),
    )
    lines.append("\n## Routes for everybody who is signed in, and for all\n\n")
    lines += _table(
        ("method", "route", "for", "why"),
        (
            (
                route.method,
                f"`{route.path}`",
                "all" if isinstance(route.permission, PUBLIC) else "signed in",
                route.permission.reason,
            )
            for route in routes()
            if isinstance(route.permission, PUBLIC | SIGNED_IN)
        ),
    )
    lines.append("\n## Permissions\n\n")
    lines += _table(
        ("permission", "realm", "中文", "English"),
        ((one.key, one.realm.value, one.name, one.name_en) for _, one in sorted(declared().items())),
    )
    return "".join(lines)


def _reaches(held: Iterable[Mapping[str, Scope]], route: DeclaredRoute) -> Iterable[str]:
    for role in held:
        scope = reach_of(role, route)
        yield "–" if scope is None else WORDS.get(scope, scope.name.lower())


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in line) + " |\n" for line in lines]
