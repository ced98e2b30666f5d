"""Routes of tags: offers while one types, and renaming everywhere."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets.actions.rename_tags import ask_rename
from relaydesk.tickets.http.schemas import Tag
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.queries.tags import folded, suggested_tags, used_tags

router = Router(tags=["tickets"])
MOST_NAMES = 50
_KIND = "tickets:tags"
Text = Annotated[str, StringConstraints(max_length=60)]


class TagQuery(Schema):
    """What has been typed of a tag."""

    q: Text = ""
    limit: Annotated[int, Field(ge=1, le=50)] = 12


class TagUseQuery(TagQuery):
    """A page of tags, those that contain the text."""

    cursor: str | None = None


class TagsOut(Out):
    """Tags to choose from."""

    items: list[str]


class TagUseOut(Out):
    """A tag and how many tickets bear it; `capped` says that there are more."""

    name: str
    count: int
    capped: bool


class TagUsePage(Out):
    """Tags in alphabetical order."""

    items: list[TagUseOut]
    next_cursor: str | None


class TagRenameIn(In):
    """Tags that have one name from now on; a name that exists lets them become one with it."""

    names: Annotated[list[Tag], Field(min_length=1, max_length=MOST_NAMES)]
    to: Tag


class TagRenameOut(Out):
    """A renaming on its way, with the new name as it was tidied."""

    names: list[str]
    to: str


@router.get("/ticket-tags", permission=P.READ, response=TagsOut)
def suggest(request: HttpRequest, query: Query[TagQuery]) -> HttpResponse:
    """Tags that begin with or contain what was typed, of tickets that the reader may see."""
    return json_response({"items": suggested_tags(actor_of(request), query.q, limit=query.limit)})


@router.get("/ticket-tags/uses", permission=P.MANAGE_TAGS, response=TagUsePage)
def uses(request: HttpRequest, query: Query[TagUseQuery]) -> HttpResponse:
    """Tags with how many of the tickets that the reader may see bear each."""
    after = decode_cursor(_KIND, query.cursor) if query.cursor else None
    found = used_tags(
        actor_of(request), query.q, after=(after[0], after[1]) if after else None, limit=query.limit + 1
    )
    page = found[: query.limit]
    last = page[-1].name if len(found) > query.limit else None
    items = [{"name": one.name, "count": one.count.count, "capped": one.count.capped} for one in page]
    following = encode_cursor(_KIND, [folded(last), last]) if last else None
    return json_response({"items": items, "next_cursor": following})


@router.post("/ticket-tags/rename", permission=P.MANAGE_TAGS, response={202: TagRenameOut})
def rename(request: HttpRequest, body: TagRenameIn) -> HttpResponse:
    """Rename tags on every ticket, also on those that one does not see; a worker does it."""
    to = ask_rename(actor=actor_of(request), at=now(), names=body.names, to=body.to)
    return json_response({"names": body.names, "to": to}, status=202)
