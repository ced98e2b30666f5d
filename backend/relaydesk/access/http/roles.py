"""What may be granted, roles, fields and sensitivity labels."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from relaydesk.access.actions.change_label import change_label, delete_label, make_label
from relaydesk.access.actions.change_role import RoleEdits, change_role, delete_role, make_role
from relaydesk.access.contracts import Actor, FieldRight
from relaydesk.access.http.rights_schemas import (
    FieldList,
    FieldRightLine,
    LabelIn,
    LabelList,
    LabelOut,
    LabelPatch,
    PermissionList,
    RoleIn,
    RoleList,
    RoleOut,
    RolePatch,
)
from relaydesk.access.models import Label, Role
from relaydesk.access.permissions import AccessPermission as P
from relaydesk.access.public import actor_of
from relaydesk.access.queries.role_views import role_views
from relaydesk.access.rules.fields import declared_fields
from relaydesk.access.rules.roles import BUILT_IN, declared
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound
from relaydesk.platform.http.conditional import etag, expected_version
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import ANY_OF, SIGNED_IN, Router

router = Router(tags=["rights"])
Json = dict[str, Any]
READERS = ANY_OF(P.MANAGE_ROLES, P.GRANT_PRIVILEGED, P.MANAGE_LABELS, P.MANAGE_SIGN_IN, P.EXPLAIN)
EDITORS = ANY_OF(P.MANAGE_ROLES, P.GRANT_PRIVILEGED, P.MANAGE_LABELS, P.MANAGE_SIGN_IN)


@router.get("/permissions", permission=READERS, response=PermissionList)
def list_permissions(request: HttpRequest) -> HttpResponse:
    """Everything that may be granted, with its realm and its names."""
    return json_response(
        {
            "items": [
                {
                    "key": one.key,
                    "module": one.module,
                    "realm": one.realm.value,
                    "name": one.name,
                    "name_en": one.name_en,
                }
                for _, one in sorted(declared().items())
            ]
        }
    )


@router.get("/fields", permission=READERS, response=FieldList)
def list_fields(request: HttpRequest) -> HttpResponse:
    """The fields whose rights roles may narrow, each with the rights that it can have."""
    items = [
        {
            "key": one.key,
            "name": one.name,
            "name_en": one.name_en,
            "by_ticket_type": one.ticket_types,
            "sensitive": one.sensitive,
            "rights": [
                str(right)
                for right in FieldRight
                if (one.hideable or right.shows) and (one.writable or right is not FieldRight.REQUIRED)
            ],
        }
        for one in declared_fields().values()
    ]
    return json_response({"items": items})


@router.get("/roles", permission=READERS, response=RoleList)
def list_roles(request: HttpRequest) -> HttpResponse:
    """All roles: the built-in ones first, then by key."""
    roles = sorted(
        Role.objects.all(),
        key=lambda role: (BUILT_IN.index(role.key) if role.key in BUILT_IN else len(BUILT_IN), role.key),
    )
    return json_response({"items": role_views(actor_of(request), roles)})


@router.post("/roles", permission=EDITORS, response={201: RoleOut})
def make_role_(request: HttpRequest, body: RoleIn) -> HttpResponse:
    """Make a role. Its realm follows from what it grants; a role never mixes two administrations."""
    actor = actor_of(request)
    edits = RoleEdits(
        name=body.name,
        name_en=body.name_en,
        grants={key: scope.value for key, scope in body.grants.items()},
        field_rights=_lines(body.field_rights),
        labels=body.labels or None,
        second_factor=body.second_factor,
    )
    role = make_role(actor=actor, key=body.key, edits=edits, at=now())
    return _one(actor, role, status=201)


@router.get("/roles/{key}", permission=READERS, response=RoleOut)
def show_role(request: HttpRequest, key: str) -> HttpResponse:
    """One role."""
    role = Role.objects.filter(key=key).first()
    if role is None:
        raise NotFound
    return _one(actor_of(request), role)


@router.patch("/roles/{key}", permission=EDITORS, response=RoleOut, versioned=True)
def change_role_(request: HttpRequest, key: str, body: RolePatch) -> HttpResponse:
    """Change a role; it is true with the next request of those who hold it."""
    actor = actor_of(request)
    edits = RoleEdits(
        name=body.name,
        name_en=body.name_en,
        grants=None if body.grants is None else {k: scope.value for k, scope in body.grants.items()},
        field_rights=None if body.field_rights is None else _lines(body.field_rights),
        labels=body.labels,
        second_factor=body.second_factor,
    )
    role = change_role(
        actor=actor, key=key, edits=edits, expected_version=expected_version(request), at=now()
    )
    return _one(actor, role)


@router.delete("/roles/{key}", permission=EDITORS, response={204: None})
def delete_role_(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a role that nobody holds."""
    delete_role(actor=actor_of(request), key=key, at=now())
    return HttpResponse(status=204)


def _lines(lines: Sequence[FieldRightLine]) -> list[dict[str, str]]:
    return [{"field": one.field, "ticket_type": one.ticket_type, "right": one.right.value} for one in lines]


def _one(actor: Actor, role: Role, *, status: int = 200) -> HttpResponse:
    return json_response(role_views(actor, [role])[0], status=status, headers={"ETag": etag(role.version)})


@router.get(
    "/labels", permission=SIGNED_IN("the names of labels say nothing of what bears them"), response=LabelList
)
def list_labels(request: HttpRequest) -> HttpResponse:
    """All sensitivity labels."""
    actor = actor_of(request)
    return json_response({"items": [_label(actor, one) for one in Label.objects.order_by("key")]})


@router.post("/labels", permission=P.MANAGE_LABELS, response={201: LabelOut})
def make_label_(request: HttpRequest, body: LabelIn) -> HttpResponse:
    """Make a label; nobody is cleared for it until a role is."""
    actor = actor_of(request)
    label = make_label(
        actor=actor, key=body.key, name=body.name, name_en=body.name_en, colour=body.colour, at=now()
    )
    return json_response(_label(actor, label), status=201, headers={"ETag": etag(label.version)})


@router.patch("/labels/{key}", permission=P.MANAGE_LABELS, response=LabelOut, versioned=True)
def change_label_(request: HttpRequest, key: str, body: LabelPatch) -> HttpResponse:
    """Rename or colour a label."""
    actor = actor_of(request)
    label = change_label(
        actor=actor,
        key=key,
        name=body.name,
        name_en=body.name_en,
        colour=body.colour,
        expected_version=expected_version(request),
        at=now(),
    )
    return json_response(_label(actor, label), headers={"ETag": etag(label.version)})


@router.delete("/labels/{key}", permission=P.MANAGE_LABELS, response={204: None})
def delete_label_(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a label that nothing bears."""
    delete_label(actor=actor_of(request), key=key, at=now())
    return HttpResponse(status=204)


def _label(actor: Actor, label: Label) -> Json:
    may = actor.can(P.MANAGE_LABELS) and actor.viewed_by is None
    return {
        "key": label.key,
        "name": label.name,
        "name_en": label.name_en,
        "colour": label.colour,
        "version": label.version,
        "cleared": actor.cleared_for(label.key),
        "can": {"edit": may, "delete": may},
    }
