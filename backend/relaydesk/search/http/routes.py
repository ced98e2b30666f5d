"""The one search of the desk."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.access.public import actor_of
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform.errors import Invalid
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.search.http.schemas import SearchOut
from relaydesk.search.queries.find import find_contacts, find_tickets
from relaydesk.search.queries.show import show_contacts, show_tickets
from relaydesk.tickets.contracts import Category

router = Router(tags=["search"])
CONTACTS = 5


class SearchQuery(Schema):
    """What is searched for."""

    q: Annotated[str, StringConstraints(max_length=200)]
    category: Annotated[str, StringConstraints(max_length=60)] | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


@router.get("/search", permission=SIGNED_IN("finds only what one may read"), response=SearchOut)
def search(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Tickets and contacts by words, numbers and their tails, and pinyin; only what one may see.

    Where more than 200 tickets match, the last changed of them are ranked and `cut` is true.
    """
    actor = actor_of(request)
    found = find_tickets(actor=actor, query=query.q, categories=_categories(query.category))
    reads_contacts = actor.can(PeoplePermission.READ_CONTACTS)
    contacts = find_contacts(actor=actor, query=query.q, limit=CONTACTS) if reads_contacts else []
    return json_response(
        {
            "tickets": show_tickets(actor, found, query.limit, query.q),
            "contacts": show_contacts(actor, contacts, query.q),
            "categories": found.categories,
            "cut": found.cut,
        }
    )


def _categories(text: str | None) -> list[str] | None:
    if not text:
        return None
    words = text.split(",")
    if not set(words) <= set(Category):
        raise Invalid.field("query.category", "unknown_value", f"One or several of {', '.join(Category)}.")
    return words
