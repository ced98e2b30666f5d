"""The one search of the desk."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import AwareDatetime, Field, StringConstraints

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.people.contracts import PeoplePermission
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.search.http.schemas import SearchOut, SolutionsOut
from relaydesk.search.queries.find import (
    FIELD_OF_FACET,
    NOBODY,
    Within,
    closed_facets,
    find_contacts,
    find_tickets,
)
from relaydesk.search.queries.show import show_contacts, show_solutions, show_tickets
from relaydesk.search.queries.solutions import find_solutions
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category

router = Router(tags=["search"])
CONTACTS = 5
Word = Annotated[str, StringConstraints(max_length=100)]


class SearchQuery(Schema):
    """What is searched for."""

    q: Annotated[str, StringConstraints(max_length=200)]
    category: Word | None = None
    team: Word | None = Field(default=None, description="The id of a team, or `none`.")
    assignee: Word | None = Field(default=None, description="The id of an agent, `me` or `none`.")
    type: Word | None = None
    channel: Word | None = None
    since: AwareDatetime | None = Field(default=None, description="Changed at this instant or after it.")
    until: AwareDatetime | None = Field(default=None, description="Changed before this instant.")
    limit: Annotated[int, Field(ge=1, le=200)] = 20


@router.get("/search", permission=SIGNED_IN("finds only what one may read"), response=SearchOut)
def search(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Tickets and contacts by words, numbers and their tails, and pinyin; only what one may see.

    Where more than 200 tickets match, or a word is hardly begun, only the last changed are ranked and `cut`
    is true.
    """
    actor = actor_of(request)
    found = find_tickets(actor=actor, query=query.q, within=_within(actor, query))
    reads_contacts = actor.can(PeoplePermission.READ_CONTACTS)
    contacts = find_contacts(actor=actor, query=query.q, limit=CONTACTS) if reads_contacts else []
    return json_response(
        {
            "tickets": show_tickets(actor, found, query.limit, query.q),
            "contacts": show_contacts(actor, contacts, query.q),
            "categories": found.facets["category"],
            "facets": found.facets,
            "found": len(found.ids),
            "cut": found.cut,
        }
    )


class SolutionsQuery(Schema):
    """What the solved tickets should be about; without it, what the subject says."""

    q: Annotated[str, StringConstraints(max_length=200)] = ""


@router.get("/tickets/{number}/solutions", permission=tickets.TicketPermission.READ, response=SolutionsOut)
def solutions(request: HttpRequest, number: str, query: Query[SolutionsQuery]) -> HttpResponse:
    """Solved tickets like this one, or those that a question finds, with what was answered there."""
    actor = actor_of(request)
    ticket = tickets.ticket_for(actor, number)
    ids = find_solutions(actor=actor, ticket=ticket, query=query.q.strip())
    # Only what was asked for is marked: of likenesses everything would be.
    return json_response({"items": show_solutions(actor, ids, query.q)})


def _within(actor: Actor, query: SearchQuery) -> Within:
    asked = {name for name in FIELD_OF_FACET if getattr(query, name)}
    hidden = sorted(FIELD_OF_FACET[name] for name in asked & closed_facets(actor))
    if hidden:
        raise Forbidden("A role hides these fields.", code="field_hidden", data={"fields": hidden})
    return Within(
        categories=_categories(query.category),
        team=_one(query.team, "team"),
        assignee=(actor.agent_id or NOBODY) if query.assignee == "me" else _one(query.assignee, "assignee"),
        type_key=query.type or None,
        channel=query.channel or None,
        since=query.since,
        until=query.until,
    )


def _one(text: str | None, name: str) -> UUID | None:
    if not text:
        return None
    if text == "none":
        return NOBODY
    try:
        return UUID(text)
    except ValueError:
        raise Invalid.field(
            f"query.{name}", "not_an_id", "An id, or one of the words allowed here."
        ) from None


def _categories(text: str | None) -> tuple[str, ...] | None:
    if not text:
        return None
    words = tuple(text.split(","))
    if not set(words) <= set(Category):
        raise Invalid.field("query.category", "unknown_value", f"One or several of {', '.join(Category)}.")
    return words
