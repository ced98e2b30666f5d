"""Saved replies: found, filled, managed."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.replies.actions import saved
from relaydesk.replies.actions.saved import SavedWords
from relaydesk.replies.http.schemas import (
    FilledOut,
    LanguageKey,
    PreviewIn,
    SavedReplyIn,
    SavedReplyOut,
    SavedReplyPage,
    VariablesOut,
)
from relaydesk.replies.models import SavedReply
from relaydesk.replies.queries.saved import fill_for, find_saved, present, preview, saved_reply
from relaydesk.replies.rules.templates import VARIABLES
from relaydesk.tickets.public import TicketPermission as P

router = Router(tags=["replies"])
USES = SIGNED_IN("one uses one's own saved replies, those of one's teams and those for all")
CHANGES = SIGNED_IN("one's own are free; sharing asks for replies.share")
KIND = "saved-replies"


class SavedQuery(Schema):
    """What was typed behind `/` or `::`; without it all by name."""

    q: Annotated[str, StringConstraints(max_length=60)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = None


def _words(body: SavedReplyIn) -> SavedWords:
    return SavedWords(
        title=body.title,
        bodies=body.bodies,
        sharing=body.sharing,
        team_id=body.team_id,
        shortcut=body.shortcut,
        folder=body.folder,
        tags=tuple(body.tags),
    )


def _answer(row: SavedReply, request: HttpRequest, status: int = 200) -> HttpResponse:
    headers: dict[str, Any] = {"ETag": etag(row.version)}
    return json_response(present(row, actor_of(request)), status=status, headers=headers)


@router.get("/saved-replies", permission=USES, response=SavedReplyPage)
def list_saved(request: HttpRequest, query: Query[SavedQuery]) -> HttpResponse:
    """Saved replies that one may use: by shortcut, name, folder, tag, pinyin or words."""
    actor = actor_of(request)
    after = decode_cursor(KIND, query.cursor) if query.cursor else None
    found = find_saved(actor, query.q, limit=query.limit + 1, after=(after[0], after[1]) if after else None)
    page = found[: query.limit]
    more = len(found) > query.limit and not query.q.strip()
    following = encode_cursor(KIND, [page[-1].title, page[-1].id]) if more else None
    return json_response({"items": [present(row, actor) for row in page], "next_cursor": following})


@router.get("/saved-replies/variables", permission=USES, response=VariablesOut)
def list_variables(request: HttpRequest) -> HttpResponse:
    """What a saved reply may insert."""
    items = [{"key": key, "name": zh, "name_en": en} for key, (zh, en) in VARIABLES.items()]
    return json_response({"items": items})


@router.post("/saved-replies/preview", permission=USES, response=FilledOut)
def show_preview(request: HttpRequest, body: PreviewIn) -> HttpResponse:
    """A template filled for a ticket, or with sample values; nothing is kept."""
    if body.number is None:
        return json_response({"html": preview(body.body_html), "language": body.language})
    bodies = {body.language: body.body_html}
    return json_response(fill_for(actor_of(request), body.number, bodies, language=body.language, at=now()))


@router.post("/saved-replies", permission=CHANGES, response={201: SavedReplyOut})
def make(request: HttpRequest, body: SavedReplyIn) -> HttpResponse:
    """Make a saved reply."""
    return _answer(
        saved.make_saved_reply(actor=actor_of(request), at=now(), words=_words(body)), request, 201
    )


@router.get("/saved-replies/{uuid:reply_id}", permission=USES, response=SavedReplyOut)
def read(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """One saved reply."""
    return _answer(saved_reply(actor_of(request), reply_id), request)


@router.put("/saved-replies/{uuid:reply_id}", permission=CHANGES, response=SavedReplyOut, versioned=True)
def change(request: HttpRequest, reply_id: UUID, body: SavedReplyIn) -> HttpResponse:
    """Write a saved reply anew; with `If-Match` only if nobody was faster."""
    row = saved.change_saved_reply(
        actor=actor_of(request),
        at=now(),
        reply_id=reply_id,
        words=_words(body),
        expected_version=expected_version(request),
    )
    return _answer(row, request)


@router.delete("/saved-replies/{uuid:reply_id}", permission=CHANGES, response={204: None})
def delete(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """Delete a saved reply."""
    saved.delete_saved_reply(actor=actor_of(request), at=now(), reply_id=reply_id)
    return HttpResponse(status=204)


@router.get("/tickets/{number}/saved-replies/{uuid:reply_id}", permission=P.READ, response=FilledOut)
def fill(
    request: HttpRequest, number: str, reply_id: UUID, language: LanguageKey | None = None
) -> HttpResponse:
    """A saved reply filled for a ticket, in the requester's language or another."""
    actor = actor_of(request)
    row = saved_reply(actor, reply_id)
    return json_response(fill_for(actor, number, row.bodies, language=language, at=now()))
