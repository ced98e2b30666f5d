"""Pin views and put them in order, each agent for himself; say with which view a role begins."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor, Scope
from relaydesk.platform import events
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.views.contracts import ViewKind
from relaydesk.views.events import DefaultSet, ViewPinned, ViewsOrdered, subject_of
from relaydesk.views.models import Place, RoleDefault
from relaydesk.views.permissions import ViewPermission
from relaydesk.views.policies import agent_of
from relaydesk.views.queries.views import usable, usable_view


@transaction.atomic
def pin_view(*, actor: Actor, at: datetime, key: str, pinned: bool) -> None:
    """Pin a view in the actor's own sidebar, or take the pin away.

    Raises:
        NotFound: he may not use it.
    """
    view = usable_view(actor, key)
    place, made = Place.objects.select_for_update().get_or_create(
        agent_id=agent_of(actor), view_id=view.id, defaults={"pinned": pinned}
    )
    if (pinned if made else place.pinned != pinned) is False:
        return
    Place.objects.filter(id=place.id).update(pinned=pinned)
    fact = ViewPinned(view_id=view.id, title=view.name, pinned=pinned)
    events.record(fact, actor=actor.ref, subject=subject_of(view.id), at=at)


@transaction.atomic
def order_views(*, actor: Actor, at: datetime, keys: Sequence[str]) -> None:
    """Put the views of the actor's sidebar into this order; those not named follow.

    Raises:
        Invalid: a key names no view that he may use, or twice the same.
    """
    ids = dict(usable(actor).filter(key__in=keys).values_list("key", "id"))
    if set(keys) != ids.keys() or len(set(keys)) != len(keys):
        raise Invalid.field("keys", "unknown_value", "Each key of a view that you may use, once.")
    Place.objects.filter(agent_id=agent_of(actor)).update(position=None)
    Place.objects.bulk_create(
        [
            Place(agent_id=agent_of(actor), view_id=ids[key], position=number)
            for number, key in enumerate(keys)
        ],
        update_conflicts=True,
        unique_fields=["agent", "view"],
        update_fields=["position"],
    )
    fact = ViewsOrdered(count=len(keys))
    events.record(fact, actor=actor.ref, subject=f"views-of:{actor.agent_id}", at=at)


@transaction.atomic
def set_default(*, actor: Actor, at: datetime, role_key: str, key: str | None) -> None:
    """Say with which view those begin who hold a role; None for the usual one.

    Raises:
        Forbidden: only who shares with everybody may.
        Invalid: no such role, or the view is neither the system's nor shared.
    """
    if actor.scope(ViewPermission.SHARE) is not Scope.ALL:
        raise Forbidden("You may not set what a role begins with.", data={"permission": "views.share"})
    if role_key not in {one.key for one in access.role_names()}:
        raise Invalid.field("role", "unknown_value", "There is no such role.")
    view = usable(actor).exclude(kind=ViewKind.MINE.value).filter(key=key).first() if key else None
    if key and view is None:
        raise Invalid.field("view", "unknown_value", "A view of the system, or a shared one.")
    if view is None:
        RoleDefault.objects.filter(role_key=role_key).delete()
    else:
        RoleDefault.objects.update_or_create(role_key=role_key, defaults={"view": view})
    fact = DefaultSet(role=role_key, title=view.name if view else None)
    events.record(fact, actor=actor.ref, subject=f"role-default:{role_key}", at=at)
