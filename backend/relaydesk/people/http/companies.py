"""Companies."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.people.actions import companies
from relaydesk.people.contracts import Caller, CompanyView, Tier
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.callers import caller_of, named_values, no_content
from relaydesk.people.http.company_schemas import CompanyIn, CompanyOut, CompanyPatch
from relaydesk.people.queries.companies import CompanyFilters, companies_by_ids
from relaydesk.people.queries.companies import list_companies as read_companies
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["people"])
CURSOR = "companies:name"


class CompanyQuery(Schema):
    """The parameters of the list of companies."""

    q: Annotated[str, StringConstraints(max_length=200)] = ""
    tier: Tier | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


def _present(one: CompanyView, caller: Caller) -> dict[str, Any]:
    may = caller.can(P.WRITE_CONTACTS)
    return {
        "id": one.id,
        "name": one.name,
        "domains": one.domains,
        "tier": one.tier.value,
        "contract_from": one.contract_from,
        "contract_until": one.contract_until,
        "version": one.version,
        "can": {"edit": may, "remove": may},
    }


def _shown(request: HttpRequest, company_id: UUID, status: int = 200) -> HttpResponse:
    found = companies_by_ids([company_id]).get(company_id)
    if found is None:
        raise NotFound
    headers = {"ETag": etag(found.version)}
    if status == 201:
        headers["Location"] = f"/api/v1/companies/{company_id}"
    return json_response(_present(found, caller_of(request)), status=status, headers=headers)


@router.get("/companies", permission=P.READ_CONTACTS, response=Page[CompanyOut])
def list_companies(request: HttpRequest, query: Query[CompanyQuery]) -> HttpResponse:
    """Companies by name; `q` is the beginning of the name or of a mail domain."""
    caller = caller_of(request)
    after = decode_cursor(CURSOR, query.cursor) if query.cursor else None
    rows = read_companies(
        CompanyFilters(query.q, query.tier),
        limit=query.limit + 1,
        after=(after[0], after[1]) if after else None,
    )
    page = rows[: query.limit]
    following = encode_cursor(CURSOR, (page[-1].name, page[-1].id)) if len(rows) > query.limit else None
    return json_response({"items": [_present(one, caller) for one in page], "next_cursor": following})


@router.post("/companies", permission=P.WRITE_CONTACTS, response={201: CompanyOut})
def make_company(request: HttpRequest, body: CompanyIn) -> HttpResponse:
    """Make a company."""
    made = companies.make_company(actor=caller_of(request), at=now(), values=named_values(body))
    return _shown(request, made, 201)


@router.get("/companies/{company_id}", permission=P.READ_CONTACTS, response=CompanyOut)
def show_company(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """One company."""
    return _shown(request, company_id)


@router.patch("/companies/{company_id}", permission=P.WRITE_CONTACTS, response=CompanyOut, versioned=True)
def change_company(request: HttpRequest, company_id: UUID, body: CompanyPatch) -> HttpResponse:
    """Change a company."""
    companies.change_company(
        actor=caller_of(request),
        at=now(),
        company_id=company_id,
        values=named_values(body),
        expected_version=expected_version(request),
    )
    return _shown(request, company_id)


@router.delete("/companies/{company_id}", permission=P.WRITE_CONTACTS, response={204: None}, versioned=True)
def remove_company(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Remove a company without contacts."""
    companies.remove_company(
        actor=caller_of(request),
        at=now(),
        company_id=company_id,
        expected_version=expected_version(request),
    )
    return no_content()
