"""Find the contact behind an address or number, or make one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.contacts import subject_of
from relaydesk.people.actions.make_people import SERVER
from relaydesk.people.contracts import ContactView, IdentityKind
from relaydesk.people.events import ContactMade, IdentityAdded
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.people.rules.identities import clean_name, normal_email, normal_phone
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import ActorRef, Event
from relaydesk.platform.events.recording import recording_ctes, recording_params
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor

FIND = f"""
SELECT {COLUMNS} FROM people_contact c
  JOIN people_contactidentity own ON own.contact_id = c.id AND own.kind = %s AND own.value = %s
"""  # noqa: S608 - constants only

# The facts are recorded by the same statement: a mail of somebody new costs no statement more.
# The identity first: its unique key decides between two who make the same contact at once, and the foreign
# key is checked at commit. Whoever loses writes nothing and reads the winner's row.
MAKE = f"""
WITH identity AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, value) DO NOTHING RETURNING contact_id
), made AS (
    INSERT INTO people_contact (id, name, locale, created_at)
    SELECT contact_id, %s, %s, %s FROM identity RETURNING id
), {recording_ctes("EXISTS (SELECT 1 FROM made)")}
SELECT id FROM made
"""  # noqa: S608 - constants only
ADD = f"""
WITH identity AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, value) DO NOTHING RETURNING value
), {recording_ctes("EXISTS (SELECT 1 FROM identity)")}
SELECT value FROM identity
"""  # noqa: S608 - constants only


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
    actor: ActorRef = SERVER,
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
    contact_id, identity_id = uuid7(), uuid7()
    shown = clean_name(name, value)
    with transaction.atomic(savepoint=False):
        facts = made_facts(contact_id, identity_id, kind)
        with hot_cursor() as cursor:
            cursor.execute(
                MAKE,
                [
                    *(identity_id, contact_id, kind.value, value, shown, locale, at),
                    *recording_params(facts, actor=actor, at=at),
                ],
            )
            made = cursor.fetchone() is not None
        if made:
            kept = {kind: value, **_add(contact_id, identities[1:], actor, at)}
            return ContactView(
                contact_id, shown, kept.get(IdentityKind.EMAIL), kept.get(IdentityKind.PHONE), locale
            )
    winner = _find(kind, value)
    if winner is None:
        raise RuntimeError("a contact vanished while it was looked up")
    return winner


def made_facts(contact_id: UUID, identity_id: UUID, kind: IdentityKind) -> list[tuple[Event, str]]:
    """What is recorded of a new contact and its first identity."""
    return [
        (ContactMade(contact_id=contact_id), subject_of(contact_id)),
        added_fact(contact_id, identity_id, kind),
    ]


def added_fact(contact_id: UUID, identity_id: UUID, kind: IdentityKind) -> tuple[Event, str]:
    """What is recorded of a further identity; the address or number itself is not."""
    fact = IdentityAdded(contact_id=contact_id, identity_id=identity_id, kind=kind.value, verified=False)
    return fact, subject_of(contact_id)


def _add(
    contact_id: UUID, identities: list[tuple[IdentityKind, str]], actor: ActorRef, at: datetime
) -> dict[IdentityKind, str]:
    kept = {}
    for kind, value in identities:
        identity_id = uuid7()
        params = recording_params([added_fact(contact_id, identity_id, kind)], actor=actor, at=at)
        with hot_cursor() as cursor:
            cursor.execute(ADD, [identity_id, contact_id, kind.value, value, *params])
            if cursor.fetchone():
                kept[kind] = value
    return kept
