"""Contacts, their identities, and merging."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.people.actions import contacts, merge_contacts
from relaydesk.people.actions.contacts import NewIdentity
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.callers import caller_of, named_values, no_content
from relaydesk.people.http.contact_answers import present_contact, present_details
from relaydesk.people.http.contact_schemas import (
    ContactDetailsOut,
    ContactIn,
    ContactOut,
    ContactPatch,
    IdentityIn,
    IdentityPatch,
    MergeIn,
    UnmergeIn,
)
from relaydesk.people.masking import mask_for
from relaydesk.people.queries.contact_details import contact_details
from relaydesk.people.queries.contact_list import ContactFilters, key_of
from relaydesk.people.queries.contact_list import list_contacts as read_contacts
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["people"])


class ContactQuery(Schema):
    """The parameters of the list of contacts."""

    q: Annotated[str, StringConstraints(max_length=200)] = ""
    company: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 20
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


def _shown(request: HttpRequest, contact_id: UUID, status: int = 200) -> HttpResponse:
    caller = caller_of(request)
    found = contact_details(caller, contact_id)
    if found is None:
        raise NotFound
    headers = {"ETag": etag(found.version)}
    if status == 201:
        headers["Location"] = f"/api/v1/contacts/{contact_id}"
    return json_response(present_details(found, caller, mask_for(caller)), status=status, headers=headers)


@router.get("/contacts", permission=P.READ_CONTACTS, response=Page[ContactOut])
def list_contacts(request: HttpRequest, query: Query[ContactQuery]) -> HttpResponse:
    """Contacts, the newest first; with `q` those whose name, address or number begins so, by name."""
    caller = caller_of(request)
    mask = mask_for(caller)
    filters = ContactFilters(query.q, query.company, mask.kinds)
    kind = "contacts:name" if query.q.strip() else "contacts:-id"
    after = decode_cursor(kind, query.cursor) if query.cursor else None
    rows = read_contacts(caller, filters, limit=query.limit + 1, after=tuple(after) if after else None)
    page = rows[: query.limit]
    following = encode_cursor(kind, key_of(page[-1], filters)) if len(rows) > query.limit else None
    return json_response({"items": [present_contact(one, mask) for one in page], "next_cursor": following})


@router.post("/contacts", permission=P.WRITE_CONTACTS, response={201: ContactDetailsOut})
def make_contact(request: HttpRequest, body: ContactIn) -> HttpResponse:
    """Make a contact; an identity that another has is refused, whoever that is."""
    values = named_values(body)
    values.pop("identities", None)
    made = contacts.make_contact(
        actor=caller_of(request),
        at=now(),
        values=values,
        identities=[NewIdentity(one.kind, one.value, one.verified) for one in body.identities],
    )
    return _shown(request, made, 201)


@router.get("/contacts/{contact_id}", permission=P.READ_CONTACTS, response=ContactDetailsOut)
def show_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One contact."""
    return _shown(request, contact_id)


@router.patch(
    "/contacts/{contact_id}", permission=P.WRITE_CONTACTS, response=ContactDetailsOut, versioned=True
)
def change_contact(request: HttpRequest, contact_id: UUID, body: ContactPatch) -> HttpResponse:
    """Change a contact."""
    contacts.change_contact(
        actor=caller_of(request),
        at=now(),
        contact_id=contact_id,
        values=named_values(body),
        expected_version=expected_version(request),
    )
    return _shown(request, contact_id)


@router.post(
    "/contacts/{contact_id}/identities", permission=P.WRITE_CONTACTS, response={201: ContactDetailsOut}
)
def add_identity(request: HttpRequest, contact_id: UUID, body: IdentityIn) -> HttpResponse:
    """Give a contact a further address, number or chat id; one that another has stays with the other."""
    contacts.add_identity(
        actor=caller_of(request),
        at=now(),
        contact_id=contact_id,
        identity=NewIdentity(body.kind, body.value, body.verified),
    )
    return _shown(request, contact_id, 201)


@router.patch(
    "/contacts/{contact_id}/identities/{identity_id}",
    permission=P.WRITE_CONTACTS,
    response=ContactDetailsOut,
)
def change_identity(
    request: HttpRequest, contact_id: UUID, identity_id: UUID, body: IdentityPatch
) -> HttpResponse:
    """Verify an identity, or make it the first choice of its kind."""
    contacts.change_identity(
        actor=caller_of(request),
        at=now(),
        contact_id=contact_id,
        identity_id=identity_id,
        verified=body.verified,
        first=body.first,
    )
    return _shown(request, contact_id)


@router.delete(
    "/contacts/{contact_id}/identities/{identity_id}",
    permission=P.WRITE_CONTACTS,
    response={204: None},
)
def remove_identity(request: HttpRequest, contact_id: UUID, identity_id: UUID) -> HttpResponse:
    """Take an identity from a contact."""
    contacts.remove_identity(
        actor=caller_of(request), at=now(), contact_id=contact_id, identity_id=identity_id
    )
    return no_content()


@router.post(
    "/contacts/{contact_id}/merge",
    permission=P.MERGE_CONTACTS,
    response=ContactDetailsOut,
    versioned=True,
)
def merge(request: HttpRequest, contact_id: UUID, body: MergeIn) -> HttpResponse:
    """Merge another contact into this one: identities and tickets come here; both must be visible."""
    merge_contacts.merge_contacts(
        actor=caller_of(request),
        at=now(),
        kept_id=contact_id,
        from_id=body.from_id,
        expected_version=expected_version(request),
    )
    return _shown(request, contact_id)


@router.post(
    "/contacts/{contact_id}/unmerge",
    permission=P.MERGE_CONTACTS,
    response=ContactDetailsOut,
    versioned=True,
)
def unmerge(request: HttpRequest, contact_id: UUID, body: UnmergeIn) -> HttpResponse:
    """Take a merged contact out again: exactly what came with it goes back."""
    merge_contacts.unmerge_contacts(
        actor=caller_of(request),
        at=now(),
        kept_id=contact_id,
        from_id=body.from_id,
        expected_version=expected_version(request),
    )
    return _shown(request, contact_id)
