"""The views of an actor, in the order in which he keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.platform.cache import cached
from relaydesk.platform.errors import NotFound
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Count
from relaydesk.tickets.public import SavedView as Applied
from relaydesk.views.contracts import ViewKind
from relaydesk.views.models import Place, RoleDefault, SavedView
from relaydesk.views.policies import agent_of, roles_of, shared_with, usable_by

USUAL = "mine"
"""The view with which everybody begins for whose role nothing else is set."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A view as one actor has it."""

    view: SavedView
    owner: str | None
    pinned: bool
    position: int | None
    for_me: bool


@cached(seconds=60)
def system_views() -> Mapping[str, SavedView]:
    """The system's views by key; only a migration changes them."""
    found = SavedView.objects.filter(kind=ViewKind.SYSTEM.value, deleted_at__isnull=True).order_by("position")
    return {view.key: view for view in found}


def usable(actor: Actor) -> QuerySet[SavedView]:
    """The views that the actor may use."""
    return SavedView.objects.filter(usable_by(actor))


def usable_view(actor: Actor, key: str) -> SavedView:
    """One view by its key. Raises `NotFound`; another's private view is not there."""
    known = system_views().get(key)
    if known is not None:
        return known
    view = usable(actor).filter(key=key).first()
    if view is None:
        raise NotFound("no such view")
    return view


def applied(key: str, actor: Actor) -> Applied | None:
    """What a list needs of a view, or None when the actor may not use it."""
    try:
        view = usable_view(actor, key)
    except NotFound:
        return None
    return Applied(view.condition, view.sort)


def kept_views(actor: Actor) -> list[Kept]:
    """All views of the actor: the system's, shared ones, then his own; his own order goes before."""
    found = list(usable(actor).annotate(for_me=Q(shared_with(actor))).order_by("position", "created_at"))
    places = {one.view_id: one for one in Place.objects.filter(agent_id=agent_of(actor))}
    owners = people.agents({one.owner_id for one in found if one.owner_id})
    kept = [_kept(one, places.get(one.id), owners, actor) for one in found]
    kinds = list(ViewKind)
    return sorted(
        kept,
        key=lambda one: (
            kinds.index(ViewKind(one.view.kind)),
            one.position is None,
            one.position or 0,
        ),
    )


def kept_view(actor: Actor, key: str) -> Kept:
    """One view as the actor has it. Raises `NotFound`."""
    view = usable(actor).annotate(for_me=Q(shared_with(actor))).filter(key=key).first()
    if view is None:
        raise NotFound("no such view")
    place = Place.objects.filter(agent_id=agent_of(actor), view=view).first()
    return _kept(view, place, people.agents({view.owner_id} if view.owner_id else set()), actor)


def _kept(view: SavedView, place: Place | None, owners: Mapping[UUID, AgentView], actor: Actor) -> Kept:
    owner = owners.get(view.owner_id) if view.owner_id else None
    for_me = view.kind == ViewKind.SYSTEM.value or view.owner_id == actor.agent_id or view.for_me  # type: ignore[attr-defined]
    return Kept(
        view,
        owner.name if owner else None,
        place.pinned if place else False,
        place.position if place else None,
        bool(for_me),
    )


def view_counts(actor: Actor) -> dict[str, Count | None]:
    """How many tickets each of the actor's views holds, at most ten seconds old."""
    meant = Q(kind=ViewKind.SYSTEM.value) | shared_with(actor) | Q(owner_id=actor.agent_id)
    rows = SavedView.objects.filter(meant, deleted_at__isnull=True).values_list("key", "condition")
    return tickets.count_conditions(actor, dict(rows))


def default_view(actor: Actor) -> str:
    """The view with which the actor begins: that of the first of his roles that names one he may use."""
    keys = dict(
        RoleDefault.objects.filter(role_key__in=roles_of(actor)).values_list("role_key", F("view__key"))
    )
    named = [keys[role] for role in roles_of(actor) if role in keys]
    known = set(usable(actor).filter(key__in=named).values_list("key", flat=True)) if named else set()
    return next((key for key in named if key in known), USUAL)


def defaults() -> dict[str, str]:
    """The key of the view with which each role begins, where one is set."""
    found = RoleDefault.objects.filter(view__deleted_at__isnull=True)
    return dict(found.values_list("role_key", F("view__key")))
