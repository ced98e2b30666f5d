"""Find or make many contacts at once: a constant number of statements, however many there are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.people.actions.find_or_make_contact import (
    added_fact,
    find_or_make_contact,
    identities_of,
    made_facts,
)
from relaydesk.people.actions.make_people import SERVER
from relaydesk.people.contracts import ContactSpec, ContactView, IdentityKind
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.people.rules.identities import clean_name
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import ActorRef
from relaydesk.platform.events.recording import recording_ctes, recording_params
from relaydesk.platform.ids import uuid7

Identity = tuple[IdentityKind, str]

_FIND = f"""
SELECT own.kind, own.value, {COLUMNS}
  FROM unnest(%s::text[], %s::text[]) AS asked(kind, value)
  JOIN people_contactidentity own ON own.kind = asked.kind AND own.value = asked.value
  JOIN people_contact c ON c.id = own.contact_id
"""  # noqa: S608 - constants only

# In order of the key, so that two batches with the same addresses cannot wait for each other.
_MAKE = f"""
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[])
        AS a(id, contact_id, kind, value, name)
), identity AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value)
    SELECT id, contact_id, kind, value FROM asked ORDER BY kind, value
    ON CONFLICT (kind, value) DO NOTHING RETURNING contact_id
), made AS (
    INSERT INTO people_contact (id, name, locale, created_at)
    SELECT asked.contact_id, asked.name, %s, %s FROM asked JOIN identity USING (contact_id)
    RETURNING id
), {recording_ctes("subject IN (SELECT 'contact:' || id FROM made)")}
SELECT id FROM made
"""  # noqa: S608 - constants only
_ADD = f"""
WITH identity AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value)
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[]) AS a(id, contact_id, kind, value)
    ORDER BY 3, 4
    ON CONFLICT (kind, value) DO NOTHING RETURNING id, contact_id, kind, value
), {recording_ctes("payload->>'identity_id' IN (SELECT id::text FROM identity)")}
SELECT contact_id, kind, value FROM identity
"""  # noqa: S608 - constants only


def find_or_make_contacts(
    specs: Sequence[ContactSpec], *, locale: str = "zh", actor: ActorRef = SERVER, at: datetime
) -> list[ContactView | Invalid]:
    """Find or make the contact of each line, as `find_or_make_contact` does for one.

    Returns:
        For each line its contact, or why address or number cannot be read.
    """
    asked: list[list[Identity] | Invalid] = []
    for spec in specs:
        try:
            asked.append(identities_of(spec.email, spec.phone))
        except Invalid as problem:
            asked.append(problem)
    wanted = {
        line[0]: (place, line)
        for place, line in reversed(list(enumerate(asked)))
        if not isinstance(line, Invalid)
    }
    known = _find(list(wanted))
    missing = {key: found for key, found in wanted.items() if key not in known}
    if missing:
        known |= _make(missing, specs, locale=locale, actor=actor, at=at)
    results: list[ContactView | Invalid] = []
    for place, line in enumerate(asked):
        if isinstance(line, Invalid):
            results.append(line)
        elif line[0] in known:
            results.append(known[line[0]])
        else:  # somebody else made it at this very moment
            spec = specs[place]
            results.append(
                find_or_make_contact(
                    email=spec.email,
                    phone=spec.phone,
                    name=spec.name,
                    locale=locale,
                    actor=actor,
                    at=at,
                )
            )
    return results


def _find(keys: Sequence[Identity]) -> dict[Identity, ContactView]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [[kind.value for kind, _ in keys], [value for _, value in keys]])
        return {(IdentityKind(row[0]), row[1]): ContactView(*row[2:]) for row in cursor.fetchall()}


def _make(
    missing: dict[Identity, tuple[int, list[Identity]]],
    specs: Sequence[ContactSpec],
    *,
    locale: str,
    actor: ActorRef,
    at: datetime,
) -> dict[Identity, ContactView]:
    contact_ids = {key: uuid7() for key in missing}
    identity_ids = {key: uuid7() for key in missing}
    names = {key: clean_name(specs[place].name, key[1]) for key, (place, _) in missing.items()}
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        facts = [f for key in missing for f in made_facts(contact_ids[key], identity_ids[key], key[0])]
        cursor.execute(
            _MAKE,
            [
                [identity_ids[key] for key in missing],
                [contact_ids[key] for key in missing],
                [kind.value for kind, _ in missing],
                [value for _, value in missing],
                [names[key] for key in missing],
                locale,
                at,
                *recording_params(facts, actor=actor, at=at),
            ],
        )
        made = {row[0] for row in cursor.fetchall()}
        kept = {(contact_ids[key], key[0]): key[1] for key in missing if contact_ids[key] in made}
        further = [
            (uuid7(), contact_ids[key], kind, value)
            for key, (_, line) in missing.items()
            for kind, value in line[1:]
            if contact_ids[key] in made
        ]
        if further:
            kept |= _add(further, actor=actor, at=at)
    return {
        key: ContactView(
            contact_id,
            names[key],
            kept.get((contact_id, IdentityKind.EMAIL)),
            kept.get((contact_id, IdentityKind.PHONE)),
            locale,
        )
        for key, contact_id in contact_ids.items()
        if contact_id in made
    }


def _add(
    further: Sequence[tuple[UUID, UUID, IdentityKind, str]], *, actor: ActorRef, at: datetime
) -> dict[tuple[UUID, IdentityKind], str]:
    """Write further identities, those that nobody has; by contact and kind the value."""
    facts = [added_fact(contact_id, ident, kind) for ident, contact_id, kind, _ in further]
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                [ident for ident, _, _, _ in further],
                [contact_id for _, contact_id, _, _ in further],
                [kind.value for _, _, kind, _ in further],
                [value for _, _, _, value in further],
                *recording_params(facts, actor=actor, at=at),
            ],
        )
        return {(row[0], IdentityKind(row[1])): row[2] for row in cursor.fetchall()}
