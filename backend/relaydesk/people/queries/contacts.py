"""Contacts by id and by what somebody types."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import ContactView
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.platform.sql import hot_cursor

BY_IDS = f"SELECT {COLUMNS} FROM people_contact c WHERE c.id = ANY(%s)"  # noqa: S608 - constants only
BY_ID = f"SELECT {COLUMNS} FROM people_contact c WHERE c.id = %s"  # noqa: S608 - constants only
BY_PREFIX = f"""
SELECT {COLUMNS} FROM people_contact c WHERE c.id IN (
    (SELECT id FROM people_contact WHERE lower(name) LIKE %s ORDER BY lower(name) USING ~<~ LIMIT %s)
    UNION
    (SELECT contact_id FROM people_contactidentity WHERE value LIKE %s ORDER BY value USING ~<~ LIMIT %s)
) ORDER BY c.name, c.id LIMIT %s
"""  # noqa: S608 - constants only
NEWEST = f"SELECT {COLUMNS} FROM people_contact c ORDER BY c.id DESC LIMIT %s"  # noqa: S608 - constants only


def _rows(sql: str, args: list[Any]) -> list[ContactView]:
    with hot_cursor() as cursor:
        cursor.execute(sql, args)
        return [ContactView(*row) for row in cursor.fetchall()]


def contacts_by_ids(ids: Collection[UUID]) -> dict[UUID, ContactView]:
    """Contacts by id in one statement; ids that do not exist are absent."""
    if len(ids) == 1:
        # With an array the server plans anew each time, since it takes arrays for long until it sees them.
        return {view.id: view for view in _rows(BY_ID, [next(iter(ids))])}
    return {view.id: view for view in _rows(BY_IDS, [list(ids)])} if ids else {}


def escaped(text: str) -> str:
    """A text in which LIKE finds nothing special."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def contacts_by_prefix(text: str, limit: int) -> list[ContactView]:
    """Contacts whose name, address or number begins with `text`; the newest when `text` is empty."""
    wanted = text.strip()
    if not wanted:
        return _rows(NEWEST, [limit])
    prefix = escaped(wanted.lower()) + "%"
    value = prefix
    digits = wanted.replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) >= 3:
        value = f"+86{digits}%"
        if digits.startswith("0") and len(digits) > 3:
            value = f"+86{digits[1:]}%"
    return _rows(BY_PREFIX, [prefix, limit, value, limit, limit])
