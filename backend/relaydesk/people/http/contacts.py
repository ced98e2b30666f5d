"""Contacts."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.people import public as people
from relaydesk.people.contracts import PeoplePermission as P
from relaydesk.people.http.contact_schemas import ContactList
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router

router = Router(tags=["people"])


@router.get("/contacts", permission=P.READ_CONTACTS, response=ContactList)
def search_contacts(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=200)] = "",
    limit: Annotated[int, Field(ge=1, le=100)] = 20,
) -> HttpResponse:
    """Contacts whose name, address or telephone number begins with `q`; the newest when it is empty."""
    return json_response({"items": people.search_contacts(q, limit)})
