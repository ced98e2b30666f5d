"""Contacts by id."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import ContactView
from relaydesk.people.models import Contact
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.platform.sql import hot_cursor

BY_IDS = f"SELECT {COLUMNS} FROM people_contact c WHERE c.id = ANY(%s)"  # noqa: S608 - constants only
BY_ID = f"SELECT {COLUMNS} FROM people_contact c WHERE c.id = %s"  # noqa: S608 - constants only


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


def bears_label(key: str) -> bool:
    """Whether any contact bears this sensitivity label, also one that is merged into another."""
    return Contact.objects.filter(label=key).exists()
