"""Find the contact behind an address or number, or make one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.people.contracts import ContactView, IdentityKind
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.people.rules.identities import clean_name, normal_email, normal_phone
from relaydesk.platform.errors import Invalid
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor

FIND = f"""
SELECT {COLUMNS} FROM people_contact c
  JOIN people_contactidentity own ON own.contact_id = c.id AND own.kind = %s AND own.value = %s
"""  # noqa: S608 - constants only

# The identity first: its unique key decides between two who make the same contact at once, and the foreign
# key is checked at commit. Whoever loses writes nothing and reads the winner's row.
MAKE = """
WITH identity AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, value) DO NOTHING RETURNING contact_id)
INSERT INTO people_contact (id, name, locale, created_at)
SELECT contact_id, %s, %s, %s FROM identity RETURNING id
"""
ADD = """
INSERT INTO people_contactidentity (id, contact_id, kind, value) VALUES (%s, %s, %s, %s)
ON CONFLICT (kind, value) DO NOTHING RETURNING value
"""


def identities_of(email: str | None, phone: str | None) -> list[tuple[IdentityKind, str]]:
    """The identities that address and number stand for, the deciding one first.

    Raises:
        Invalid: neither is given, or one is malformed.
    """
    found: list[tuple[IdentityKind, str]] = []
    if email:
        address = normal_email(email)
        if address is None:
            raise Invalid.field("email", "not_an_address", "This is not an e-mail address.")
        found.append((IdentityKind.EMAIL, address))
    if phone:
        number = normal_phone(phone)
        if number is None:
            raise Invalid.field("phone", "not_a_number", "This is not a telephone number.")
        found.append((IdentityKind.PHONE, number))
    if not found:
        raise Invalid.field("email", "required", "An e-mail address or a telephone number is needed.")
    return found


def _find(kind: IdentityKind, value: str) -> ContactView | None:
    with hot_cursor() as cursor:
        cursor.execute(FIND, [kind.value, value])
        row = cursor.fetchone()
    return ContactView(*row) if row else None


def find_or_make_contact(
    *,
    email: str | None = None,
    phone: str | None = None,
    name: str = "",
    locale: str = "zh",
    at: datetime,
) -> ContactView:
    """Find the contact with this address, else make it; with a number only, the same by number.

    When both are given the address alone decides: a number that somebody types beside it is a guess, which
    never joins two people nor takes an identity away from another (CVE-2026-40589). One statement when the
    contact is known, three at most when it is new; safe when many do it at once.

    Raises:
        Invalid: neither is given, or one is malformed.
    """
    identities = identities_of(email, phone)
    kind, value = identities[0]
    known = _find(kind, value)
    if known is not None:
        return known
    contact_id = uuid7()
    shown = clean_name(name, value)
    with transaction.atomic(savepoint=False):
        with hot_cursor() as cursor:
            cursor.execute(MAKE, [uuid7(), contact_id, kind.value, value, shown, locale, at])
            made = cursor.fetchone() is not None
        if made:
            kept = {kind: value, **_add(contact_id, identities[1:])}
            return ContactView(
                contact_id, shown, kept.get(IdentityKind.EMAIL), kept.get(IdentityKind.PHONE), locale
            )
    winner = _find(kind, value)
    if winner is None:
        raise RuntimeError("a contact vanished while it was looked up")
    return winner


def _add(contact_id: UUID, identities: list[tuple[IdentityKind, str]]) -> dict[IdentityKind, str]:
    kept = {}
    for kind, value in identities:
        with hot_cursor() as cursor:
            cursor.execute(ADD, [uuid7(), contact_id, kind.value, value])
            if cursor.fetchone():
                kept[kind] = value
    return kept
