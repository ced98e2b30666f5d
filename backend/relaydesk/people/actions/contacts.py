"""Make and change contacts, and the identities by which we know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.keeping import (
    count_up,
    must_exist,
    refused_when_taken,
    set_fields,
)
from relaydesk.people.contracts import Caller, IdentityKind
from relaydesk.people.events import (
    ContactChanged,
    ContactMade,
    IdentityAdded,
    IdentityChanged,
    IdentityRemoved,
)
from relaydesk.people.labels import is_label
from relaydesk.people.models import Company, Contact, ContactIdentity
from relaydesk.people.policies import sees
from relaydesk.people.rules.identities import clean_name, normal_identity
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from relaydesk.platform.events import Event, record

WRITABLE = frozenset({"name", "locale", "company_id", "label"})
MAX_IDENTITIES = 50
MAX_POSITION = 32_000
# The same words whoever has it: an error must not tell a hidden contact's name, nor move anything of his.
_TAKEN = ("people_identity_once", "identity_taken", "This belongs to another contact.")


@dataclass(frozen=True, slots=True)
class NewIdentity:
    """An identity to add."""

    kind: IdentityKind
    value: str
    verified: bool = False


def subject_of(contact_id: UUID) -> str:
    """The subject under which facts about a contact are recorded."""
    return f"contact:{contact_id}"


def lock_contact(
    actor: Caller, contact_id: UUID, expected_version: int | None = None, *, merged: bool = False
) -> Contact:
    """Load a contact under its lock.

    Args:
        merged: whether one that is merged into another will do.

    Raises:
        NotFound: there is none, or it bears a label that the actor is not cleared for.
        RuleBroken: `contact_merged`; `into` names the contact that stands for it.
        Stale: its version is not the expected one.
    """
    contact = Contact.objects.select_for_update().filter(id=contact_id).first()
    if contact is None or not sees(actor, contact.label):
        raise NotFound
    if contact.merged_into_id is not None and not merged:
        raise RuleBroken(
            "contact_merged", "It is merged into another.", data={"into": str(contact.merged_into_id)}
        )
    if expected_version is not None and expected_version != contact.version:
        raise Stale(contact.version)
    return contact


def tidy_identity(kind: IdentityKind, text: str) -> str:
    """The one form of an identity.

    Raises:
        Invalid: it is malformed.
    """
    value = normal_identity(kind, text)
    if value is None:
        raise Invalid.field("value", "malformed", f"This is no identity of the kind {kind.value}.")
    return value


def _tidy(actor: Caller, values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - WRITABLE:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = dict(values)
    if "name" in tidy:
        tidy["name"] = clean_name(tidy["name"], "")
        if not tidy["name"]:
            raise Invalid.field("name", "required", "A contact needs a name.")
    if tidy.get("locale", "zh") not in ("zh", "en"):
        raise Invalid.field("locale", "unknown_value", "zh or en.")
    label = tidy.get("label")
    if label is not None and not is_label(label):
        raise Invalid.field("label", "unknown_label", "There is no such label.")
    if not sees(actor, label):
        raise Forbidden("Only who is cleared for a label puts it on something.", code="label_not_cleared")
    must_exist(Company, [tidy["company_id"]] if tidy.get("company_id") else [], "company_id")
    return tidy


@transaction.atomic
def make_contact(
    *, actor: Caller, at: datetime, values: Mapping[str, Any], identities: Sequence[NewIdentity] = ()
) -> UUID:
    """Make a contact.

    Args:
        values: name, locale, company_id, label.
        identities: addresses, numbers, chat ids; of each kind the first is the first choice.

    Raises:
        Invalid: a field is not writable or malformed, or there are too many identities.
        Forbidden: `label_not_cleared`.
        RuleBroken: `identity_taken`, whoever has it.
    """
    if len(identities) > MAX_IDENTITIES:
        raise Invalid.field("identities", "too_many", f"At most {MAX_IDENTITIES}.")
    contact = Contact.objects.create(**_tidy(actor, values), created_at=at)
    facts: list[Event] = [ContactMade(contact_id=contact.id)]
    given = {(one.kind, tidy_identity(one.kind, one.value)): one.verified for one in identities}
    for position, ((kind, value), verified) in enumerate(given.items()):
        facts.append(_add(contact, kind, value, verified, position, at))
    record(*facts, actor=actor.ref, subject=subject_of(contact.id), at=at)
    return contact.id


def _add(
    contact: Contact, kind: IdentityKind, value: str, verified: bool, position: int, at: datetime
) -> IdentityAdded:
    with refused_when_taken(*_TAKEN):
        row = ContactIdentity.objects.create(
            contact_id=contact.id,
            kind=kind.value,
            value=value,
            verified_at=at if verified else None,
            position=position,
        )
    return IdentityAdded(contact_id=contact.id, identity_id=row.id, kind=kind.value, verified=verified)


@transaction.atomic
def change_contact(
    *,
    actor: Caller,
    at: datetime,
    contact_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change fields of a contact; the same again records nothing.

    Raises:
        NotFound, Stale, Invalid: as usual.
        Forbidden: `label_not_cleared`.
        RuleBroken: `contact_merged`.
    """
    contact = lock_contact(actor, contact_id, expected_version)
    changes = set_fields(contact, _tidy(actor, values))
    if not changes:
        return
    count_up(contact)
    if "name" in changes:
        changes["name"] = None  # the log outlives the person's right to be forgotten
    fact = ContactChanged(contact_id=contact_id, changes=changes)
    record(fact, actor=actor.ref, subject=subject_of(contact_id), at=at)


@transaction.atomic
def add_identity(*, actor: Caller, at: datetime, contact_id: UUID, identity: NewIdentity) -> UUID:
    """Give a contact a further identity. One that it has already is found again.

    Raises:
        NotFound, Invalid: as usual.
        RuleBroken: `identity_taken`, in the same words whoever has it; `contact_merged`.
    """
    contact = lock_contact(actor, contact_id)
    value = tidy_identity(identity.kind, identity.value)
    own = ContactIdentity.objects.filter(contact_id=contact_id)
    known = own.filter(kind=identity.kind.value, value=value).first()
    if known is not None:
        return known.id
    if own.count() >= MAX_IDENTITIES:
        raise Invalid.field("identities", "too_many", f"At most {MAX_IDENTITIES}.")
    last = own.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else min(last + 1, MAX_POSITION)
    fact = _add(contact, identity.kind, value, identity.verified, position, at)
    count_up(contact)
    record(fact, actor=actor.ref, subject=subject_of(contact_id), at=at)
    return fact.identity_id


def _own_identity(contact_id: UUID, identity_id: UUID) -> ContactIdentity:
    found = ContactIdentity.objects.filter(id=identity_id, contact_id=contact_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def change_identity(
    *,
    actor: Caller,
    at: datetime,
    contact_id: UUID,
    identity_id: UUID,
    verified: bool | None = None,
    first: bool = False,
) -> None:
    """Say whether an identity is verified, or make it the first choice of its kind.

    Raises:
        NotFound: no such contact, or the identity is not its.
        RuleBroken: `contact_merged`.
    """
    contact = lock_contact(actor, contact_id)
    identity = _own_identity(contact_id, identity_id)
    changes: dict[str, Any] = {}
    if verified is not None and verified != (identity.verified_at is not None):
        identity.verified_at = at if verified else None
        changes["verified"] = [not verified, verified]
    if first:
        others = ContactIdentity.objects.filter(contact_id=contact_id, kind=identity.kind)
        ahead = others.exclude(id=identity_id).order_by("position").values_list("position", flat=True).first()
        if ahead is not None and ahead <= identity.position:
            identity.position = max(ahead - 1, -MAX_POSITION)
            changes["first"] = [False, True]
    if not changes:
        return
    identity.save(update_fields=["verified_at", "position"])
    count_up(contact)
    fact = IdentityChanged(
        contact_id=contact_id, identity_id=identity_id, kind=identity.kind, changes=changes
    )
    record(fact, actor=actor.ref, subject=subject_of(contact_id), at=at)


@transaction.atomic
def remove_identity(*, actor: Caller, at: datetime, contact_id: UUID, identity_id: UUID) -> None:
    """Take an identity from a contact; whoever writes from it next is somebody new.

    Raises:
        NotFound: no such contact, or the identity is not its.
        RuleBroken: `contact_merged`.
    """
    contact = lock_contact(actor, contact_id)
    identity = _own_identity(contact_id, identity_id)
    identity.delete()
    count_up(contact)
    fact = IdentityRemoved(contact_id=contact_id, identity_id=identity_id, kind=identity.kind)
    record(fact, actor=actor.ref, subject=subject_of(contact_id), at=at)
