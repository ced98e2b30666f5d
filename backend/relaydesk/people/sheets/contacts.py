"""Sheets of contacts: twenty thousand lines are written by a few statements.

A contact is known by any of its identities. A sheet adds identities and takes none away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Lower

from relaydesk.people.actions.contacts import subject_of
from relaydesk.people.actions.keeping import plain
from relaydesk.people.contracts import Caller, IdentityKind
from relaydesk.people.events import ContactChanged, ContactMade, IdentityAdded
from relaydesk.people.models import Company, Contact, ContactIdentity
from relaydesk.people.policies import sees
from relaydesk.people.rules.identities import clean_name, normal_identity
from relaydesk.people.rules.names import several
from relaydesk.people.sheets.lines import Line, LineFault
from relaydesk.people.sheets.plan import Plan, Values
from relaydesk.platform.events import Event, record_many
from relaydesk.platform.ids import uuid7

Identity = tuple[str, str]
COLUMNS = (
    ("emails", IdentityKind.EMAIL, "not_an_address"),
    ("phones", IdentityKind.PHONE, "not_a_number"),
    ("wechat", IdentityKind.WECHAT, "not_an_identity"),
)
BATCH = 2000
HIDDEN = UUID(int=0)
"""Stands for any contact that the caller may not see: what it has is taken, and nothing is told of it."""

BY_ID = """
SELECT c.id, c.name, c.locale, c.company_id, c.label FROM people_contact c
 WHERE c.id = ANY(%s) AND c.merged_into_id IS NULL
"""
OWNERS = """
SELECT i.kind, i.value, i.contact_id, c.name, c.locale, c.company_id, c.label
  FROM unnest(%s::text[], %s::text[]) AS asked(kind, value)
  JOIN people_contactidentity i ON i.kind = asked.kind AND i.value = asked.value
  JOIN people_contact c ON c.id = i.contact_id
"""


@dataclass(slots=True)
class ContactTable:
    """The contacts that have identities of the sheet."""

    owners: dict[Identity, UUID]
    rows: dict[UUID, Mapping[str, Any]]
    companies: dict[str, UUID]
    parsed: dict[int, list[Identity] | LineFault]
    coming: dict[Identity, int]

    def read(self, line: Line) -> tuple[Any, Values]:
        """See `plan.Table`."""
        identities = self.parsed[line.number]
        if isinstance(identities, LineFault):
            raise identities
        named = self._named(line)
        if not identities and named is None:
            raise LineFault("emails", "identity_required")
        owners = {self.owners[one] for one in identities if one in self.owners} | ({named} - {None})
        if HIDDEN in owners:
            raise LineFault(_column_of(identities, self.owners, HIDDEN), "identity_taken")
        if len(owners) > 1:
            raise LineFault("emails", "two_contacts")
        for one in identities:
            if self.coming.setdefault(one, line.number) != line.number:
                raise LineFault(_column(one), "repeated")
        values: Values = {"name": clean_name(line.cells["name"], ""), "identities": identities}
        if line.cells.get("locale"):
            if line.cells["locale"] not in ("zh", "en"):
                raise LineFault("locale", "not_a_choice")
            values["locale"] = line.cells["locale"]
        if line.given("company"):
            values["company_id"] = self._company(line.cells["company"])
        return next(iter(owners), identities[0] if identities else None), values

    def _named(self, line: Line) -> UUID | None:
        """The contact that the line names by its id."""
        text = line.cells.get("id")
        if not text:
            return None
        found = _id(text)
        if found is None or found not in self.rows:
            raise LineFault("id", "unknown_value")
        return found

    def _company(self, text: str) -> UUID | None:
        if not text:
            return None
        found = self.companies.get(clean_name(text, "").lower())
        if found is None:
            raise LineFault("company", "unknown_value")
        return found

    def held(self, key: Any) -> tuple[UUID, Mapping[str, Any]] | None:
        """See `plan.Table`."""
        return (key, self.rows[key]) if isinstance(key, UUID) else None

    def differing(self, held: Mapping[str, Any], values: Values) -> Values:
        """See `plan.Table`; of identities those that are not there yet."""
        found = {n: v for n, v in values.items() if n != "identities" and held[n] != v}
        new = [one for one in values["identities"] if one not in self.owners]
        return found | ({"identities": new} if new else {})


def _column(identity: Identity) -> str:
    return next(column for column, kind, _ in COLUMNS if kind.value == identity[0])


def _column_of(identities: list[Identity], owners: Mapping[Identity, UUID], owner: UUID) -> str:
    return _column(next(one for one in identities if owners.get(one) == owner))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _identities(line: Line) -> list[Identity] | LineFault:
    found: list[Identity] = []
    for column, kind, code in COLUMNS:
        for part in several(line.cells.get(column, "")):
            value = normal_identity(kind, part)
            if value is None:
                return LineFault(column, code)
            found.append((kind.value, value))
    return list(dict.fromkeys(found))


def load_contacts(caller: Caller, lines: list[Line]) -> ContactTable:
    """Read whom the identities of the sheet belong to, by one statement, and its companies by another."""
    parsed = {line.number: _identities(line) for line in lines}
    asked = list({one for found in parsed.values() if isinstance(found, list) for one in found})
    owners: dict[Identity, UUID] = {}
    rows: dict[UUID, Mapping[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, [[kind for kind, _ in asked], [value for _, value in asked]])
        for kind, value, contact_id, name, locale, company_id, label in cursor.fetchall():
            if not sees(caller, label):
                owners[kind, value] = HIDDEN
                continue
            owners[kind, value] = contact_id
            rows[contact_id] = {"name": name, "locale": locale, "company_id": company_id}
        cursor.execute(BY_ID, [[i for line in lines if (i := _id(line.cells.get("id", "")))]])
        for contact_id, name, locale, company_id, label in cursor.fetchall():
            if sees(caller, label):
                rows[contact_id] = {"name": name, "locale": locale, "company_id": company_id}
    names = {clean_name(line.cells.get("company", ""), "").lower() for line in lines} - {""}
    found = Company.objects.annotate(folded=Lower("name")).filter(folded__in=names)
    companies = dict(found.values_list("folded", "id"))
    return ContactTable(owners, rows, companies, parsed, {})


def write_contacts(actor: Caller, at: datetime, plan: Plan) -> None:
    """Write what the plan says, in batches. Somebody who makes an identity meanwhile makes all of it fail."""
    facts: list[tuple[Event, str]] = []
    added: list[tuple[UUID, list[Identity]]] = []
    rows = []
    for _, values in plan.new:
        given = {n: v for n, v in values.items() if n != "identities"}
        rows.append(Contact(id=uuid7(), created_at=at, **given))
        added.append((rows[-1].id, values["identities"]))
        facts.append((ContactMade(contact_id=rows[-1].id), subject_of(rows[-1].id)))
    Contact.objects.bulk_create(rows, batch_size=BATCH)
    changed = {row_id: values for _, row_id, values in plan.changed}
    held = list(Contact.objects.select_for_update().filter(id__in=changed).order_by("id"))
    for row in held:
        values = changed[row.id]
        changes: dict[str, Any] = {}
        for name in values.keys() - {"identities"}:
            changes[name] = None if name == "name" else [plain(getattr(row, name)), plain(values[name])]
            setattr(row, name, values[name])
        row.version += 1
        added.append((row.id, values.get("identities", [])))
        if changes:
            facts.append((ContactChanged(contact_id=row.id, changes=changes), subject_of(row.id)))
    if held:
        Contact.objects.bulk_update(held, ["name", "locale", "company_id", "version"], batch_size=BATCH)
    facts += _add_identities(added)
    for start in range(0, len(facts), BATCH):
        record_many(facts[start : start + BATCH], actor=actor.ref, at=at)


def _add_identities(added: list[tuple[UUID, list[Identity]]]) -> list[tuple[Event, str]]:
    rows = [
        ContactIdentity(contact_id=contact_id, kind=kind, value=value, position=position)
        for contact_id, identities in added
        for position, (kind, value) in enumerate(identities)
    ]
    ContactIdentity.objects.bulk_create(rows, batch_size=BATCH)
    return [
        (
            IdentityAdded(contact_id=row.contact_id, identity_id=row.id, kind=row.kind, verified=False),
            subject_of(row.contact_id),
        )
        for row in rows
    ]
