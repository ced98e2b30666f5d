"""Contacts as the API shows them: addresses and numbers as far as the caller may see them."""

from typing import Any

from relaydesk.people.contracts import Caller, ContactDetails, ContactView, IdentityKind
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.masking import Mask

Json = dict[str, Any]


def present_contact(view: ContactView, mask: Mask) -> Json:
    """A contact as lists show it."""
    return {
        "id": view.id,
        "name": view.name,
        "email": mask.shown(IdentityKind.EMAIL, view.email),
        "phone": mask.shown(IdentityKind.PHONE, view.phone),
        "locale": view.locale,
        "company": view.company,
        "company_id": view.company_id,
        "label": view.label,
    }


def present_identities(details: ContactDetails, mask: Mask) -> list[Json]:
    """The identities, first choices first."""
    seen: set[IdentityKind] = set()
    shown = []
    for one in details.identities:
        shown.append(
            {
                "id": one.id,
                "kind": one.kind.value,
                "value": mask.shown(one.kind, one.value),
                "masked": one.kind in mask.kinds,
                "verified": one.verified_at is not None,
                "verified_at": one.verified_at,
                "first": one.kind not in seen,
            }
        )
        seen.add(one.kind)
    return shown


def present_details(details: ContactDetails, caller: Caller, mask: Mask) -> Json:
    """A contact in full."""
    alone = details.merged_into is None
    return {
        **present_contact(details.contact, mask),
        "identities": present_identities(details, mask),
        "merged": [{"id": m.contact_id, "name": m.name, "at": m.at, "by": m.by} for m in details.merged],
        "merged_into": details.merged_into,
        "created_at": details.created_at,
        "version": details.version,
        "can": {
            "edit": alone and caller.can(P.WRITE_CONTACTS),
            "merge": alone and caller.can(P.MERGE_CONTACTS),
        },
    }
