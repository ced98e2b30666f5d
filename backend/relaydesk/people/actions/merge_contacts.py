"""Merge two contacts that are one person, and undo it.

Both need to be visible to whoever does it (CVE-2026-39384). Identities go to the kept contact, and modules
above move what they keep of it (participants). The absorbed contact stays, without identities, and names the
other.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Min

from relaydesk.people.actions.contacts import lock_contact, subject_of
from relaydesk.people.actions.keeping import count_up
from relaydesk.people.contracts import Caller
from relaydesk.people.events import ContactsMerged, ContactsUnmerged
from relaydesk.people.merging import Move, participants
from relaydesk.people.models import Contact, ContactIdentity, ContactMerge
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record_many


def _lock_both(
    actor: Caller, kept_id: UUID, other_id: UUID, expected_version: int | None, *, merged: bool
) -> tuple[Contact, Contact]:
    """Lock two contacts in order of their ids, so that two merges cannot wait for each other."""
    if kept_id == other_id:
        raise Invalid.field("from_id", "same_contact", "A contact cannot be merged with itself.")
    # what cannot be seen is not locked either, nor told from what is not there
    list(
        Contact.objects.select_for_update()
        .filter(id__in=(kept_id, other_id))
        .order_by("id")
        .values_list("id", flat=True)
    )
    kept = lock_contact(actor, kept_id, expected_version, merged=merged)
    return kept, lock_contact(actor, other_id, merged=merged)


def _hand_over(identities: list[UUID], kept_id: UUID) -> None:
    """Give identities to the kept contact, behind its own and in the order that they have."""
    given = ContactIdentity.objects.filter(id__in=identities)
    last = ContactIdentity.objects.filter(contact_id=kept_id).aggregate(Max("position"))["position__max"]
    first = given.aggregate(Min("position"))["position__min"]
    shift = 0 if last is None or first is None else last + 1 - first
    given.update(contact_id=kept_id, position=F("position") + shift)


@transaction.atomic
def merge_contacts(
    *, actor: Caller, at: datetime, kept_id: UUID, from_id: UUID, expected_version: int | None = None
) -> UUID:
    """Merge the contact `from_id` into `kept_id`.

    The kept contact takes company and label of the other where it has none.

    Returns:
        The id of the merge.

    Raises:
        NotFound: one of the two does not exist, or is invisible to the actor.
        Stale: the kept contact has changed.
        RuleBroken: `contact_merged`; `labels_differ`, one of two labels would be lost.
    """
    kept, absorbed = _lock_both(actor, kept_id, from_id, expected_version, merged=False)
    if kept.label and absorbed.label and kept.label != absorbed.label:
        raise RuleBroken("labels_differ", "Both bear a label, and not the same.")
    identities = list(
        ContactIdentity.objects.filter(contact_id=from_id).order_by("id").values_list("id", flat=True)
    )
    merge = ContactMerge(
        kept_id=kept_id,
        absorbed_id=from_id,
        identity_ids=identities,
        gained_company=kept.company_id is None and absorbed.company_id is not None,
        gained_label=kept.label is None and absorbed.label is not None,
        by_name=actor.ref.name[:200],
        at=at,
    )
    _hand_over(identities, kept_id)
    kept.company_id = kept.company_id or absorbed.company_id
    kept.label = kept.label or absorbed.label
    absorbed.merged_into_id = kept_id
    count_up(kept)
    count_up(absorbed)
    move = Move(source=from_id, target=kept_id, actor=actor.ref, at=at)
    merge.moved = {one.name: one.move(move) for one in participants()}
    merge.save(force_insert=True)
    fact = ContactsMerged(
        merge_id=merge.id,
        kept_id=kept_id,
        absorbed_id=from_id,
        identities=len(identities),
        moved={name: len(ids) for name, ids in merge.moved.items()},
    )
    facts = [(fact, subject_of(kept_id)), (fact, subject_of(from_id))]
    record_many(facts, actor=actor.ref, at=at)
    return merge.id


@transaction.atomic
def unmerge_contacts(
    *,
    actor: Caller,
    at: datetime,
    kept_id: UUID,
    from_id: UUID | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Take a contact out again: exactly what its merge had moved goes back, as far as it is still there.

    Args:
        kept_id: the contact that is left.
        from_id: the contact to take out; the one merged last when None.

    Returns:
        The contact that is back.

    Raises:
        NotFound: one of the two does not exist or is invisible, or nothing is merged.
        RuleBroken: `contact_merged`: the kept contact is merged into a third; undo that first.
        Stale: the kept contact has changed.
    """
    wanted = ContactMerge.objects.filter(kept_id=kept_id, undone_at=None)
    if from_id is not None:
        wanted = wanted.filter(absorbed_id=from_id)
    merge = wanted.order_by("-at", "-id").first()
    if merge is None:
        raise NotFound
    kept, absorbed = _lock_both(actor, kept_id, merge.absorbed_id, expected_version, merged=True)
    merge = ContactMerge.objects.select_for_update().get(id=merge.id)
    if merge.undone_at is not None:
        raise NotFound
    if kept.merged_into_id is not None:
        raise RuleBroken(
            "contact_merged", "Undo the later merge first.", data={"into": str(kept.merged_into_id)}
        )
    returned = ContactIdentity.objects.filter(id__in=merge.identity_ids, contact_id=kept_id)
    identities = returned.update(contact_id=absorbed.id)
    if merge.gained_company and kept.company_id == absorbed.company_id:
        kept.company_id = None
    if merge.gained_label and kept.label == absorbed.label:
        kept.label = None
    absorbed.merged_into_id = None
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    count_up(kept)
    count_up(absorbed)
    move = Move(source=kept_id, target=absorbed.id, actor=actor.ref, at=at)
    moved = {one.name: one.back(move, merge.moved.get(one.name, [])) for one in participants()}
    fact = ContactsUnmerged(
        merge_id=merge.id, kept_id=kept_id, absorbed_id=absorbed.id, identities=identities, moved=moved
    )
    facts = [(fact, subject_of(kept_id)), (fact, subject_of(absorbed.id))]
    record_many(facts, actor=actor.ref, at=at)
    return absorbed.id
