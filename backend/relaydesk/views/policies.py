"""Who may use, change and share which view."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor, Scope
from relaydesk.people import public as people
from relaydesk.platform.errors import Forbidden
from relaydesk.views.contracts import ViewKind
from relaydesk.views.models import SavedView
from relaydesk.views.permissions import ViewPermission


def roles_of(actor: Actor) -> tuple[str, ...]:
    """The roles that the actor holds now."""
    return access.held_roles(actor.account_id) if actor.account_id else ()


def agent_of(actor: Actor) -> UUID:
    """The agent whose sidebar it is.

    Raises:
        Forbidden: the actor is no agent.
    """
    if actor.agent_id is None:
        raise Forbidden("Only an agent keeps views.")
    return actor.agent_id


def shared_with(actor: Actor) -> Q:
    """The shared views that are meant for the actor."""
    return Q(kind=ViewKind.SHARED.value) & (
        Q(everybody=True)
        | Q(role_keys__overlap=list(roles_of(actor)))
        | Q(team_ids__overlap=sorted(actor.team_ids))
    )


def usable_by(actor: Actor) -> Q:
    """The views that the actor may use: the system's, those shared with him, his own, those he manages."""
    usable = Q(kind=ViewKind.SYSTEM.value) | shared_with(actor)
    if actor.agent_id is not None:
        usable |= Q(owner_id=actor.agent_id)
    if actor.scope(ViewPermission.SHARE) is Scope.ALL:
        usable |= Q(kind=ViewKind.SHARED.value)
    return usable & Q(deleted_at__isnull=True)


def may_share(actor: Actor) -> bool:
    """Whether the actor may share views at all, however narrowly."""
    return actor.viewed_by is None and actor.scope(ViewPermission.SHARE) is not None


def may_share_with(
    actor: Actor, *, everybody: bool, role_keys: Collection[str], team_ids: Collection[UUID]
) -> bool:
    """Whether the actor may share a view with all of these."""
    scope = actor.scope(ViewPermission.SHARE)
    if scope is Scope.ALL:
        return True
    return scope is not None and not everybody and not role_keys and set(team_ids) <= teams_to_share(actor)


def teams_to_share(actor: Actor) -> set[UUID]:
    """The teams with which the actor may share."""
    scope = actor.scope(ViewPermission.SHARE)
    if scope is None:
        return set()
    teams = people.teams()
    if scope is Scope.ALL:
        return {team.id for team in teams}
    found = set(actor.team_ids)
    if scope is Scope.DEPARTMENT and actor.department_id is not None:
        found |= {team.id for team in teams if team.department_id == actor.department_id}
    if scope is Scope.DEPARTMENT_AND_BELOW:
        found |= {team.id for team in teams if team.department_id in actor.department_ids}
    return found


def may_change(actor: Actor, view: SavedView) -> bool:
    """Whether the actor may change or delete a view: his own, and shared ones as far as he may share them."""
    if actor.viewed_by is not None or view.kind == ViewKind.SYSTEM.value:
        return False
    if view.kind == ViewKind.MINE.value:
        return view.owner_id == actor.agent_id
    return may_share_with(actor, everybody=view.everybody, role_keys=view.role_keys, team_ids=view.team_ids)
