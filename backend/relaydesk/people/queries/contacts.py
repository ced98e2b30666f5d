"""Contacts by id."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import ContactView
from relaydesk.people.models import Contact
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.platform.sql import hot_cursor

BY_ID = f"SELECT {COLUMNS} FROM people_contact c WHERE c.id = %s"  # noqa: S608 - constants only
# Of many, all identities in one go: asking for the first of each kind and contact costs twice as much.
BY_IDS = """
SELECT c.id, c.name, i.kind, i.value, c.locale, m.name, c.company_id, c.label
  FROM people_contact c
  LEFT JOIN people_contactidentity i ON i.contact_id = c.id AND i.kind IN ('email', 'phone')
  LEFT JOIN people_company m ON m.id = c.company_id
 WHERE c.id = ANY(%s::uuid[])
 ORDER BY i.position, i.verified_at NULLS LAST, i.id
"""


def contacts_by_ids(ids: Collection[UUID]) -> dict[UUID, ContactView]:
    """Contacts by id in one statement; ids that do not exist are absent."""
    if not ids:
        return {}
    if len(ids) == 1:
        # With an array the server plans anew each time, since it takes arrays for long until it sees them.
        return {row[0]: ContactView(*row) for row in _rows(BY_ID, next(iter(ids)))}
    known: dict[UUID, tuple[Any, ...]] = {}
    first: dict[tuple[UUID, str], str] = {}
    for row in _rows(BY_IDS, f"{{{','.join(map(str, ids))}}}"):
        known.setdefault(row[0], row)
        first.setdefault((row[0], row[2]), row[3])
    return {
        ident: ContactView(ident, name, first.get((ident, "email")), first.get((ident, "phone")), *rest)
        for ident, (_, name, _, _, *rest) in known.items()
    }


def _rows(sql: str, given: UUID | str) -> list[tuple[Any, ...]]:
    with hot_cursor() as cursor:
        cursor.execute(sql, [given])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def escaped(text: str) -> str:
    """A text in which LIKE finds nothing special."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def bears_label(key: str) -> bool:
    """Whether any contact bears this sensitivity label, also one that is merged into another."""
    return Contact.objects.filter(label=key).exists()
