"""A page of contacts: the newest first, or by name where somebody searches. Each is served by an index."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import Caller, ContactView, IdentityKind
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.people.policies import visible_sql
from relaydesk.people.queries.contacts import escaped
from relaydesk.platform.sql import hot_cursor

MOST_BY_IDENTITY = 1000
"""How many contacts a beginning of an address or number may name: `+86` would name nearly all."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ContactFilters:
    """What a list of contacts is narrowed to.

    Args:
        text: the beginning of the name, of an address or of a number.
        company_id: only contacts of this company.
        whole_only: kinds of identities that the reader sees masked: he finds them by the whole value only,
            since by beginnings he would read them letter by letter.
    """

    text: str = ""
    company_id: UUID | None = None
    whole_only: frozenset[IdentityKind] = frozenset()


def key_of(view: ContactView, filters: ContactFilters) -> Key:
    """What a cursor says of the last row of a page."""
    return (view.name, view.id) if filters.text.strip() else (view.id,)


def list_contacts(
    caller: Caller, filters: ContactFilters, *, limit: int, after: Key | None = None
) -> list[ContactView]:
    """A page of the contacts that the caller may see; those merged into others are not among them."""
    sees, sees_params = visible_sql(caller)
    conditions, params = [sees, "c.merged_into_id IS NULL"], list(sees_params)
    if filters.company_id is not None:
        conditions.append("c.company_id = %s")
        params.append(filters.company_id)
    where = " AND ".join(conditions)
    if not filters.text.strip():
        return _newest(where, params, limit, after)
    return _by_text(where, params, filters, limit, after)


def _newest(where: str, params: list[Any], limit: int, after: Key | None) -> list[ContactView]:
    if after is not None:
        where += " AND c.id < %s"
        params = [*params, after[0]]
    sql = f"SELECT {COLUMNS} FROM people_contact c WHERE {where} ORDER BY c.id DESC LIMIT %s"  # noqa: S608
    return _rows(sql, [*params, limit])


def _by_text(
    where: str, params: list[Any], filters: ContactFilters, limit: int, after: Key | None
) -> list[ContactView]:
    """Two ways in, each by its index and already in order: by name, and by identity."""
    wanted = filters.text.strip()
    if after is not None:
        # by the operators of the index for prefixes, which serves this order
        where += " AND lower(c.name) ~>=~ lower(%s) AND (lower(c.name) ~>~ lower(%s) OR c.id > %s)"
        params = [*params, after[0], after[0], after[1]]
    found, found_params = _identity_condition(wanted, filters.whole_only)
    order = "ORDER BY lower(c.name) USING ~<~, c.id LIMIT %s"
    sql = f"""
SELECT {COLUMNS} FROM people_contact c WHERE c.id IN (
    (SELECT c.id FROM people_contact c WHERE lower(c.name) LIKE %s AND {where} {order})
    UNION
    (SELECT c.id FROM people_contact c WHERE {where} AND c.id = ANY(ARRAY(
        SELECT i.contact_id FROM people_contactidentity i WHERE {found}
         ORDER BY i.value USING ~<~ LIMIT {MOST_BY_IDENTITY})) {order})
) {order}
"""  # noqa: S608 - constants only
    prefix = escaped(wanted.lower()) + "%"
    return _rows(sql, [prefix, *params, limit, *params, *found_params, limit, limit])


def _identity_condition(text: str, whole_only: frozenset[IdentityKind]) -> tuple[str, list[Any]]:
    value = escaped(text.lower())
    digits = text.replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) >= 3:
        value = f"+86{digits[1:] if digits.startswith('0') and len(digits) > 3 else digits}"
    condition, params = "i.value LIKE %s", [value + "%"]
    if not whole_only:
        return condition, list(params)
    masked = sorted(kind.value for kind in whole_only)
    return (
        "((i.value LIKE %s AND i.kind <> ALL(%s)) OR i.value = %s)",
        [*params, masked, value.replace("\\", "")],
    )


def _rows(sql: str, args: list[Any]) -> list[ContactView]:
    with hot_cursor() as cursor:
        cursor.execute(sql, args)
        return [ContactView(*row) for row in cursor.fetchall()]
