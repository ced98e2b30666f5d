"""What roles come to, remembered by their revisions, so that a request reads no grants."""

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from relaydesk.access.contracts import Realm, Scope
from relaydesk.access.rules.roles import Grants, Rights, RoleRow, add_up, declared
from relaydesk.people import public as people
from relaydesk.platform.cache import cached

_ROLES = "SELECT key, realm, grants, field_rights, labels, revision FROM access_role WHERE revision = ANY(%s)"
_LIMIT = 4096
_known: dict[tuple[frozenset[UUID], Realm | None], Rights] = {}
_lock = Lock()


def rights_of(revisions: Iterable[UUID], administration: Realm | None) -> Rights:
    """What these roles come to together.

    A revision names what a role said at one moment and never says anything else, so an answer is true for
    ever; whoever changes a role gives it another revision, and with the next request it is looked at anew.
    """
    key = frozenset(revisions), administration
    rights = _known.get(key)
    if rights is None:
        rights = add_up(_read(key[0]), administration)
        with _lock:
            if len(_known) >= _LIMIT:
                _known.clear()
            _known[key] = rights
    return rights


def _read(revisions: frozenset[UUID]) -> list[RoleRow]:
    if not revisions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [list(revisions)])
        rows = cursor.fetchall()
    return [
        RoleRow(key, Realm(realm), _json(grants), tuple(_json(field_rights)), frozenset(labels))
        for key, realm, grants, field_rights, labels, _ in rows
    ]


def _json(value: object) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def lent_grants(grants: Grants, scopes: frozenset[str] | None) -> Grants:
    """What of an absent one's grants a stand-in receives."""
    known = declared()
    return {
        key: scope
        for key, scope in grants.items()
        if known[key].lendable and (scopes is None or key in scopes)
    }


def departments_within(department_id: UUID | None, grants: Mapping[str, Scope]) -> frozenset[UUID]:
    """A department with all below it, when any grant reaches that far; else it alone."""
    if department_id is None:
        return frozenset()
    if Scope.DEPARTMENT_AND_BELOW not in grants.values():
        return frozenset((department_id,))
    return _below().get(department_id, frozenset((department_id,)))


@cached(seconds=0.5)
def _below() -> Mapping[UUID, frozenset[UUID]]:
    """Each department with all below it. A loop in the tree, should there be one, ends."""
    children: dict[UUID, list[UUID]] = {}
    departments = people.departments()
    for one in departments:
        if one.parent_id is not None:
            children.setdefault(one.parent_id, []).append(one.id)
    found: dict[UUID, frozenset[UUID]] = {}
    for one in departments:
        within, waiting = {one.id}, [one.id]
        while waiting:
            new = [child for child in children.get(waiting.pop(), ()) if child not in within]
            within.update(new)
            waiting += new
        found[one.id] = frozenset(within)
    return found
