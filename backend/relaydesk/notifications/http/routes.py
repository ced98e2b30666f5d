"""Routes of notifications: one's own list, one's own settings, one's own browsers; defaults of roles."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.notifications.actions.change_settings import Wanted, change_role_defaults, change_settings
from relaydesk.notifications.actions.read_notices import read_all, read_lines, read_ticket
from relaydesk.notifications.actions.subscribe_browser import (
    Browser,
    make_push_key,
    subscribe_browser,
    unsubscribe_browser,
)
from relaydesk.notifications.http.schemas import (
    BrowserIn,
    BrowserMadeOut,
    NoticeOut,
    NoticeSettingsIn,
    NoticeSettingsOut,
    NoticesReadIn,
    PushKeyOut,
    RoleNoticesIn,
    RoleNoticesOut,
    UnreadOut,
)
from relaydesk.notifications.permissions import NotificationPermission
from relaydesk.notifications.queries.choosing import chosen_by
from relaydesk.notifications.queries.listing import NoticeLine, count_unread, list_notices
from relaydesk.notifications.queries.settings_view import role_notices, role_settings, settings_of
from relaydesk.notifications.rules.timing import Timing
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.platform.http.authentication import authenticate
from relaydesk.platform.http.conditional import expected_version
from relaydesk.platform.http.paging import Page, decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router

router = Router(tags=["notifications"])
OWN_LIST = SIGNED_IN("one's own list; each line only as long as one may read its ticket")
OWN_SETTINGS = SIGNED_IN("how one is told oneself")
OWN_BROWSERS = SIGNED_IN("the browsers that one is told by oneself")
_CURSOR = "notices:-at"


def _agent(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.agent_id is None:
        raise Forbidden("Only agents have notices.")
    return actor


def _line(one: NoticeLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.sentence,
        "text_en": one.sentence_en,
        "count": one.count,
        "at": one.at,
        "read": one.read,
        "ticket": {"number": one.number, "subject": one.subject},
    }


@router.get("/notices", permission=OWN_LIST, response=Page[NoticeOut])
def get_notices(
    request: HttpRequest, unread: bool = False, limit: int = 30, cursor: str | None = None
) -> HttpResponse:
    """One's notices, the latest first; several of one ticket are one line until it is read."""
    if not 1 <= limit <= 100:
        raise Invalid.field("query.limit", "out_of_range", "Between 1 and 100.")
    after: tuple[datetime, UUID] | None = None
    if cursor is not None:
        at, last = decode_cursor(_CURSOR, cursor)
        after = (at, last)
    found = list_notices(_agent(request), unread_only=unread, after=after, limit=limit + 1)
    page = found[:limit]
    more = encode_cursor(_CURSOR, [page[-1].at, page[-1].id]) if len(found) > limit else None
    return json_response({"items": [_line(one) for one in page], "next_cursor": more})


@router.get("/notices/unread", permission=OWN_LIST, response=UnreadOut)
def get_unread(request: HttpRequest) -> HttpResponse:
    """How many lines are unread, at most 100."""
    return json_response({"unread": count_unread(_agent(request))})


@router.post("/notices/read", permission=OWN_LIST, response=UnreadOut)
def post_read(request: HttpRequest, body: NoticesReadIn) -> HttpResponse:
    """Mark as read: everything up to an instant, some lines, or what was told of one ticket."""
    actor, at = _agent(request), now()
    if sum(part is not None for part in (body.all_until, body.ids, body.ticket)) != 1:
        raise Invalid.field("ids", "one_of", "Give one of all_until, ids and ticket.")
    if body.ids is not None:
        read_lines(actor=actor, ids=body.ids, at=at)
    elif body.ticket is not None:
        read_ticket(actor=actor, number=body.ticket, at=at)
    elif body.all_until is not None:
        if body.all_until.tzinfo is None:
            raise Invalid.field("all_until", "no_offset", "An instant with its offset.")
        read_all(actor=actor, until=body.all_until, at=at)
    return json_response({"unread": count_unread(actor)})


@router.get("/notices/settings", permission=OWN_SETTINGS, response=NoticeSettingsOut)
def get_settings(request: HttpRequest) -> HttpResponse:
    """How one is told, with the kinds that there are and one's browsers."""
    return _settings(_agent(request))


@router.patch("/notices/settings", permission=OWN_SETTINGS, response=NoticeSettingsOut, versioned=True)
def patch_settings(request: HttpRequest, body: NoticeSettingsIn) -> HttpResponse:
    """Choose how one is told."""
    actor, at = _agent(request), now()
    change_settings(
        actor=actor,
        wanted=Wanted(channels=body.channels, timing=_timing(actor, body)),
        expected_version=expected_version(request),
        at=at,
    )
    return _settings(actor)


def _settings(actor: Actor) -> HttpResponse:
    assert actor.agent_id is not None
    found = settings_of(actor.agent_id, now())
    return json_response(found, headers={"ETag": f'"{found["version"]}"'})


def _timing(actor: Actor, body: NoticeSettingsIn) -> Timing | None:
    given = body.model_dump(exclude_unset=True, exclude={"channels"})
    if not given:
        return None
    assert actor.agent_id is not None
    chosen = chosen_by([actor.agent_id], now())[actor.agent_id].timing
    for name in ("digest", "daily_at", "breaks_through"):
        if name in given and given[name] is None:
            raise Invalid.field(name, "required", "It cannot be empty.")
    return replace(chosen, **given)


@router.get("/notices/roles/{role}", permission=NotificationPermission.MANAGE, response=RoleNoticesOut)
def get_role_notices(request: HttpRequest, role: str) -> HttpResponse:
    """What holders of a role take as long as they have not chosen themselves."""
    return json_response(role_notices(role))


@router.patch(
    "/notices/roles/{role}",
    permission=NotificationPermission.MANAGE,
    response=RoleNoticesOut,
    versioned=True,
)
def patch_role_notices(request: HttpRequest, role: str, body: RoleNoticesIn) -> HttpResponse:
    """Choose what holders of a role take by default."""
    change_role_defaults(
        actor=actor_of(request),
        role=role,
        known_roles=role_settings(),
        channels=body.channels,
        expected_version=expected_version(request),
        at=now(),
    )
    return json_response(role_notices(role))


@router.post("/notices/push/key", permission=OWN_BROWSERS, response=PushKeyOut, idempotent=False)
def post_push_key(request: HttpRequest) -> HttpResponse:
    """The key that browsers subscribe with; made when it is asked for the first time."""
    return json_response({"public": make_push_key(actor=_agent(request), at=now())})


@router.post("/notices/push/browsers", permission=OWN_BROWSERS, response={201: BrowserMadeOut})
def post_browser(request: HttpRequest, body: BrowserIn) -> HttpResponse:
    """Take pushes in this browser."""
    known = authenticate(request)
    session = known.session if known else None
    made = subscribe_browser(
        actor=_agent(request),
        session_id=session.id if session else None,
        browser=Browser(body.endpoint, body.keys.p256dh, body.keys.auth, body.device.strip()),
        at=now(),
    )
    return json_response({"id": made}, status=201)


@router.delete("/notices/push/browsers/{uuid:browser_id}", permission=OWN_BROWSERS, response={204: None})
def delete_browser(request: HttpRequest, browser_id: UUID) -> HttpResponse:
    """Take no pushes in a browser of one's own any more."""
    unsubscribe_browser(actor=_agent(request), subscription_id=browser_id, at=now())
    return HttpResponse(status=204)
