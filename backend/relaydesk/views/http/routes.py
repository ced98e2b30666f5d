"""Routes of `views`: parse, one call, present."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.public import actor_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import SIGNED_IN, Router
from relaydesk.views.actions.delete_view import delete_view, restore_view
from relaydesk.views.actions.place_views import order_views, pin_view, set_default
from relaydesk.views.actions.save_view import Audience, Draft, change_view, duplicate_view, make_view
from relaydesk.views.http.schemas import (
    AudienceChoices,
    DuplicateIn,
    PinIn,
    RoleDefaultIn,
    RoleDefaults,
    ViewCounts,
    ViewIn,
    ViewList,
    ViewOrderIn,
    ViewOut,
    ViewPatch,
)
from relaydesk.views.permissions import ViewPermission
from relaydesk.views.policies import may_change, may_share, teams_to_share
from relaydesk.views.queries.views import Kept, default_view, defaults, kept_view, kept_views, view_counts

router = Router(tags=["views"])
OWN = SIGNED_IN("everybody keeps views; what they show is what the reader may read, sharing is asked for")
Json = dict[str, Any]


@router.get("/views", permission=OWN, response=ViewList)
def list_views(request: HttpRequest) -> HttpResponse:
    """The reader's views: the system's, those shared with him, his own."""
    actor = actor_of(request)
    items = [_present(one, actor) for one in kept_views(actor)]
    return json_response({"items": items, "default": default_view(actor), "can_share": may_share(actor)})


@router.get("/views/counts", permission=OWN, response=ViewCounts)
def counts(request: HttpRequest) -> HttpResponse:
    """How many tickets each view holds for the reader, up to 999, at most ten seconds old."""
    return json_response({"views": view_counts(actor_of(request))})


@router.get("/views/audiences", permission=ViewPermission.SHARE, response=AudienceChoices)
def audiences(request: HttpRequest) -> HttpResponse:
    """With whom the reader may share views."""
    actor = actor_of(request)
    everybody, teams = actor.scope(ViewPermission.SHARE) is Scope.ALL, teams_to_share(actor)
    return json_response(
        {
            "everybody": everybody,
            "roles": access.role_names() if everybody else [],
            "teams": [{"id": one.id, "name": one.name} for one in people.teams() if one.id in teams],
        }
    )


@router.get("/views/defaults", permission=ViewPermission.SHARE, response=RoleDefaults)
def list_defaults(request: HttpRequest) -> HttpResponse:
    """The view with which each role begins, where one is set."""
    return json_response({"roles": defaults()})


@router.put("/views/defaults/{role}", permission=ViewPermission.SHARE, response=RoleDefaults)
def put_default(request: HttpRequest, role: str, body: RoleDefaultIn) -> HttpResponse:
    """Set the view with which those begin who hold a role."""
    set_default(actor=actor_of(request), at=now(), role_key=role, key=body.view)
    return json_response({"roles": defaults()})


@router.put("/views/order", permission=OWN, response={204: None})
def put_order(request: HttpRequest, body: ViewOrderIn) -> HttpResponse:
    """Put one's views into an order of one's own."""
    order_views(actor=actor_of(request), at=now(), keys=body.keys)
    return HttpResponse(status=204)


@router.post("/views", permission=OWN, response={201: ViewOut})
def make(request: HttpRequest, body: ViewIn) -> HttpResponse:
    """Save a view, one's own or, with an audience, a shared one."""
    actor = actor_of(request)
    view = make_view(actor=actor, at=now(), draft=_draft(body))
    return _one(actor, view.key, status=201)


@router.get("/views/{key}", permission=OWN, response=ViewOut)
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One view."""
    return _one(actor_of(request), key)


@router.patch("/views/{key}", permission=OWN, response=ViewOut, versioned=True)
def change(request: HttpRequest, key: str, body: ViewPatch) -> HttpResponse:
    """Change a view; with `If-Match` only if nobody was faster."""
    actor = actor_of(request)
    change_view(
        actor=actor, at=now(), key=key, draft=_draft(body), expected_version=expected_version(request)
    )
    return _one(actor, key)


@router.delete("/views/{key}", permission=OWN, response={204: None}, versioned=True)
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a view; it can be restored."""
    delete_view(actor=actor_of(request), at=now(), key=key, expected_version=expected_version(request))
    return HttpResponse(status=204)


@router.post("/views/{key}/restore", permission=OWN, response=ViewOut)
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a deleted view back."""
    actor = actor_of(request)
    restore_view(actor=actor, at=now(), key=key)
    return _one(actor, key)


@router.post("/views/{key}/duplicate", permission=OWN, response={201: ViewOut})
def duplicate(request: HttpRequest, key: str, body: DuplicateIn) -> HttpResponse:
    """Copy a view into one of one's own."""
    actor = actor_of(request)
    copy = duplicate_view(actor=actor, at=now(), key=key, name=body.name)
    return _one(actor, copy.key, status=201)


@router.put("/views/{key}/pin", permission=OWN, response=ViewOut)
def pin(request: HttpRequest, key: str, body: PinIn) -> HttpResponse:
    """Pin a view in one's own sidebar, or take the pin away."""
    actor = actor_of(request)
    pin_view(actor=actor, at=now(), key=key, pinned=body.pinned)
    return _one(actor, key)


def _draft(body: ViewPatch) -> Draft:
    audience = None
    if body.audience is not None:
        sent = body.audience
        audience = Audience(sent.everybody, tuple(sent.roles), tuple(sent.teams))
    columns = None if body.columns is None else [one.model_dump() for one in body.columns]
    return Draft(body.name, body.folder, body.condition, columns, body.sort, body.group, body.mode, audience)


def _one(actor: Actor, key: str, *, status: int = 200) -> HttpResponse:
    kept = kept_view(actor, key)
    return json_response(_present(kept, actor), status=status, headers={"ETag": etag(kept.view.version)})


def _present(kept: Kept, actor: Actor) -> Json:
    view, changes = kept.view, may_change(actor, kept.view)
    return {
        "key": view.key,
        "kind": view.kind,
        "name": view.name,
        "name_en": view.name_en,
        "owner": kept.owner,
        "folder": view.folder,
        "condition": view.condition,
        "columns": view.columns,
        "sort": view.sort,
        "group": view.group,
        "mode": view.mode,
        "audience": {"everybody": view.everybody, "roles": view.role_keys, "teams": view.team_ids},
        "pinned": kept.pinned,
        "for_me": kept.for_me,
        "version": view.version,
        "can": {"edit": changes, "delete": changes, "share": changes and may_share(actor)},
    }
