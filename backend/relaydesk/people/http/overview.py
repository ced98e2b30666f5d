"""A contact from all sides 360°: who it is, its company, colleagues, tickets, and what happened."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.contracts import Tier
from relaydesk.people.http.callers import caller_of
from relaydesk.people.http.contact_answers import present_contact, present_details
from relaydesk.people.http.contact_schemas import ContactDetailsOut, ContactOut
from relaydesk.people.masking import mask_for
from relaydesk.people.overview import overview_section
from relaydesk.people.queries.companies import companies_by_ids
from relaydesk.people.queries.contact_details import contact_details
from relaydesk.people.queries.contact_list import ContactFilters, list_contacts
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.events import Delivered, history
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import Out

router = Router(tags=["people"])
COLLEAGUES = 10


class OverviewCompany(Out):
    """The contact's company; `contract` says where today stands: none, not_yet, running, ended."""

    id: UUID
    name: str
    domains: list[str]
    tier: Tier
    contract_from: date | None
    contract_until: date | None
    contract: str


class OverviewStatus(Out):
    """The status of a ticket."""

    key: str
    name: str
    name_en: str
    category: str
    color: str


class OverviewPerson(Out):
    """Somebody or something with a name."""

    id: UUID
    name: str


class OverviewTicket(Out):
    """A ticket of the contact."""

    number: str
    subject: str | None
    status: OverviewStatus
    priority: str | None
    team: OverviewPerson | None
    assignee: OverviewPerson | None
    created_at: datetime
    updated_at: datetime


class OverviewTickets(Out):
    """The contact's tickets that the reader may see, changed last first; counts go up to 999."""

    items: list[OverviewTicket]
    open: int
    total: int


class OverviewFact(Out):
    """Something that happened to the contact."""

    id: int
    at: datetime
    name: str
    actor: str
    data: dict[str, Any]


class OverviewOut(Out):
    """A contact from all sides; `tickets` is null for who may read none."""

    contact: ContactDetailsOut
    company: OverviewCompany | None
    colleagues: list[ContactOut]
    tickets: OverviewTickets | None
    timeline: list[OverviewFact]


@router.get("/contacts/{contact_id}/overview", permission=P.READ_CONTACTS, response=OverviewOut)
def show_overview(
    request: HttpRequest, contact_id: UUID, limit: Annotated[int, Field(ge=1, le=50)] = 10
) -> HttpResponse:
    """A contact from all sides; `limit` lines of tickets and of what happened."""
    caller = caller_of(request)
    details = contact_details(caller, contact_id)
    if details is None:
        raise NotFound
    mask = mask_for(caller)
    company_id = details.contact.company_id
    colleagues = (
        list_contacts(caller, ContactFilters(company_id=company_id), limit=COLLEAGUES + 1)
        if company_id
        else []
    )
    others = [one for one in colleagues if one.id != contact_id][:COLLEAGUES]
    return json_response(
        {
            "contact": present_details(details, caller, mask),
            "company": _company(company_id, now().date()) if company_id else None,
            "colleagues": [present_contact(one, mask) for one in others],
            "tickets": overview_section("tickets", caller, contact_id, limit),
            "timeline": [
                _fact(one) for one in history(f"contact:{contact_id}", limit=limit, newest_first=True)
            ],
        }
    )


def _company(company_id: UUID, today: date) -> dict[str, Any] | None:
    company = companies_by_ids([company_id]).get(company_id)
    if company is None:
        return None
    since, until = company.contract_from, company.contract_until
    if since is None and until is None:
        contract = "none"
    elif since is not None and today < since:
        contract = "not_yet"
    else:
        contract = "ended" if until is not None and today > until else "running"
    return {
        "id": company.id,
        "name": company.name,
        "domains": company.domains,
        "tier": company.tier.value,
        "contract_from": since,
        "contract_until": until,
        "contract": contract,
    }


def _fact(one: Delivered) -> dict[str, Any]:
    return {"id": one.id, "at": one.at, "name": one.name, "actor": one.actor.name, "data": one.payload}
