"""Who may read and change what of this module."""

from uuid import UUID

from django.db.models import Q, QuerySet

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.platform.errors import Forbidden
from relaydesk.replies.contracts import Sharing
from relaydesk.replies.models import SavedReply
from relaydesk.replies.permissions import ReplyPermission


def writer(actor: Actor) -> UUID:
    """The agent who writes. What he has begun is shown to nobody else: not to who looks with his eyes either.

    Raises:
        Forbidden: the actor is no agent, or somebody else looks with his eyes.
    """
    if actor.kind is not ActorKind.AGENT or actor.agent_id is None:
        raise Forbidden("Only agents write here.")
    if actor.viewed_by is not None:
        raise Forbidden("What somebody has begun to write is his own.", code="drafts_are_private")
    return actor.agent_id


def visible_to(actor: Actor) -> QuerySet[SavedReply]:
    """The saved replies that the actor may use: his own, his teams', everybody's."""
    own = Q(sharing=Sharing.PERSONAL.value, owner_id=actor.agent_id)
    team = Q(sharing=Sharing.TEAM.value, team_id__in=list(actor.team_ids))
    if actor.scope(ReplyPermission.SHARE) is Scope.ALL:
        team = Q(sharing=Sharing.TEAM.value)
    return SavedReply.objects.filter(own | team | Q(sharing=Sharing.ALL.value))


def may_change(actor: Actor, sharing: Sharing, *, owner_id: UUID | None, team_id: UUID | None) -> bool:
    """Whether the actor may write a saved reply of this kind."""
    if sharing is Sharing.PERSONAL:
        return owner_id is not None and owner_id == actor.agent_id
    scope = actor.scope(ReplyPermission.SHARE)
    if scope is None:
        return False
    if sharing is Sharing.TEAM:
        return scope is Scope.ALL or team_id in actor.team_ids
    return scope is Scope.ALL
