"""Save a view: a new one, a change of one, a copy of one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform import events
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from relaydesk.platform.ids import uuid7
from relaydesk.tickets import public as tickets
from relaydesk.views.contracts import MAX_OWN, MAX_SHARED, Mode, ViewKind
from relaydesk.views.events import ViewChanged, ViewMade, subject_of
from relaydesk.views.models import SavedView
from relaydesk.views.policies import agent_of, may_change, may_share_with
from relaydesk.views.queries.views import usable, usable_view


@dataclass(frozen=True, slots=True)
class Audience:
    """With whom a view is shared; with nobody it is its owner's own."""

    everybody: bool = False
    role_keys: tuple[str, ...] = ()
    team_ids: tuple[UUID, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it is nobody."""
        return not (self.everybody or self.role_keys or self.team_ids)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written of a view; None where it stays (in a new one: where the usual holds)."""

    name: str | None = None
    folder: str | None = None
    condition: Any = None
    columns: Sequence[Mapping[str, Any]] | None = None
    sort: str | None = None
    group: str | None = None
    mode: Mode | None = None
    audience: Audience | None = None


@transaction.atomic
def make_view(*, actor: Actor, at: datetime, draft: Draft) -> SavedView:
    """Save a new view, the actor's own or shared.

    Raises:
        Forbidden: the actor may not share it with those ("may_not_share"), or asks for a hidden field.
        Invalid: a faulty condition (each fault names its leaf), an unknown role or team, no name.
        RuleBroken: "too_many_views".
    """
    owner_id = agent_of(actor)
    audience = draft.audience or Audience()
    _check_audience(actor, audience)
    _check_room(actor, audience)
    view_id = uuid7()
    view = SavedView(id=view_id, key=str(view_id), owner_id=owner_id, created_at=at, updated_at=at)
    view.condition = {"and": []}
    _write(view, draft, actor)
    _write_audience(view, audience)
    if not view.name:
        raise Invalid.field("name", "required", "A view needs a name.")
    view.save(force_insert=True)
    events.record(
        ViewMade(view_id=view.id, title=view.name, kind=view.kind),
        actor=actor.ref,
        subject=subject_of(view.id),
        at=at,
    )
    return view


@transaction.atomic
def change_view(
    *, actor: Actor, at: datetime, key: str, draft: Draft, expected_version: int | None
) -> SavedView:
    """Change parts of a view; what changes nothing leaves no trace.

    Raises:
        NotFound, Forbidden: the actor may not use it, or not change it, or not share it so.
        Stale: somebody was faster.
        Invalid: as in `make_view`.
    """
    view = locked_view(actor, key)
    if expected_version is not None and expected_version != view.version:
        raise Stale(view.version)
    before = {field.attname: getattr(view, field.attname) for field in SavedView._meta.concrete_fields}
    if draft.audience is not None:
        _check_audience(actor, draft.audience)
        if view.kind == ViewKind.MINE.value and not draft.audience.empty:
            _check_room(actor, draft.audience)
        _write_audience(view, draft.audience)
    _write(view, draft, actor)
    changed = tuple(sorted(name for name, value in before.items() if getattr(view, name) != value))
    if changed:
        view.version, view.updated_at = view.version + 1, at
        view.save()
        events.record(
            ViewChanged(view_id=view.id, title=view.name, kind=view.kind, fields=changed),
            actor=actor.ref,
            subject=subject_of(view.id),
            at=at,
        )
    return view


def duplicate_view(*, actor: Actor, at: datetime, key: str, name: str | None) -> SavedView:
    """Copy a view that the actor may use into one of his own.

    Raises:
        NotFound, Forbidden, RuleBroken: see `make_view`.
    """
    source = usable_view(actor, key)
    copy = Draft(
        name=name or f"{source.name} (2)",
        folder=source.folder if source.owner_id == actor.agent_id else "",
        condition=source.condition,
        columns=source.columns,
        sort=source.sort,
        group=source.group,
        mode=Mode(source.mode),
    )
    return make_view(actor=actor, at=at, draft=copy)


def locked_view(actor: Actor, key: str, *, deleted: bool = False) -> SavedView:
    """Load a view under its lock for an actor who wants to change it.

    Raises:
        NotFound: there is none that he may use.
        Forbidden: he may use it, not change it.
    """
    rows = SavedView.objects.filter(deleted_at__isnull=False) if deleted else usable(actor)
    view = rows.filter(key=key).select_for_update(of=("self",)).first()
    if view is None or (deleted and not may_change(actor, view)):
        raise NotFound("no such view")
    if not may_change(actor, view):
        raise Forbidden("You may use this view, not change it; duplicate it to have one of your own.")
    return view


_PLAIN = frozenset({"name", "folder", "columns", "sort", "group"})


def _write(view: SavedView, draft: Draft, actor: Actor) -> None:
    for name in (one.name for one in fields(draft)):
        value = getattr(draft, name)
        if value is not None and name in _PLAIN:
            setattr(view, name, [dict(one) for one in value] if name == "columns" else value)
    if draft.mode is not None:
        view.mode = draft.mode.value
    if draft.condition is not None:
        view.condition = tickets.checked_condition(draft.condition, actor)


def _write_audience(view: SavedView, audience: Audience) -> None:
    view.kind = (ViewKind.MINE if audience.empty else ViewKind.SHARED).value
    view.everybody = audience.everybody
    view.role_keys = sorted(set(audience.role_keys))
    view.team_ids = sorted(set(audience.team_ids))


def _check_audience(actor: Actor, audience: Audience) -> None:
    if audience.empty:
        return
    _check_known("audience.roles", audience.role_keys, {one.key for one in access.role_names()})
    _check_known("audience.teams", audience.team_ids, {one.id for one in people.teams()})
    if not may_share_with(
        actor, everybody=audience.everybody, role_keys=audience.role_keys, team_ids=audience.team_ids
    ):
        raise Forbidden("You may not share views with all of these.", code="may_not_share")


def _check_known(place: str, asked: Collection[Any], known: Collection[Any]) -> None:
    if not set(asked) <= set(known):
        raise Invalid.field(place, "unknown_value", "There is no such role or team.")


def _check_room(actor: Actor, audience: Audience) -> None:
    alive = SavedView.objects.filter(deleted_at__isnull=True)
    if audience.empty:
        full = alive.filter(kind=ViewKind.MINE.value, owner_id=actor.agent_id).count() >= MAX_OWN
    else:
        full = alive.filter(kind=ViewKind.SHARED.value).count() >= MAX_SHARED
    if full:
        raise RuleBroken("too_many_views", f"At most {MAX_OWN} views of one's own and {MAX_SHARED} shared.")
