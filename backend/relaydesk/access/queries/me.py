"""What a signed-in agent sees of himself."""

from dataclasses import dataclass

from relaydesk.access.contracts import Actor
from relaydesk.access.models import Account, AccountRole
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.platform import followers
from relaydesk.platform.errors import Unauthorized


@dataclass(frozen=True, slots=True)
class Me:
    """Account, agent, and what he may do; field rights are those narrower than `write`.

    `stream_position` is a place in the log before all that is read afterwards: the stream, given it as
    `last_event_id`, tells also what happens before it is open.
    """

    id: str
    email: str
    agent: AgentView
    roles: list[str]
    permissions: list[str]
    administration: str | None
    labels: list[str]
    field_rights: list[dict[str, str]]
    standing_in: list[dict[str, str]]
    viewed_by: dict[str, str] | None
    stream_position: str
    must: str | None = None


def me(actor: Actor, *, must: str | None = None) -> Me:
    """Read it.

    Args:
        actor: who is signed in.
        must: what he has to do before anything else: `second_factor_required`, `password_change_required`.

    Raises:
        Unauthorized: the actor has no account.
    """
    account = Account.objects.filter(id=actor.account_id).first() if actor.account_id else None
    agent = people.agent(actor.agent_id) if actor.agent_id else None
    if account is None or agent is None:
        raise Unauthorized
    roles = (
        AccountRole.objects.filter(account_id=account.id)
        .order_by("role_id")
        .values_list("role_id", flat=True)
    )
    lent = {permission for one in actor.standing_in for permission in one.grants}
    viewer = actor.viewed_by
    return Me(
        id=str(account.id),
        email=account.email,
        agent=agent,
        roles=list(roles),
        permissions=sorted({*actor.grants, *lent}),
        administration=actor.administration.value if actor.administration else None,
        labels=sorted(actor.labels or ()),
        field_rights=[
            {"field": field, "ticket_type": kind, "right": str(right)}
            for (field, kind), right in sorted(actor.field_rights.items())
        ],
        standing_in=[{"id": str(one.agent_id), "name": one.name} for one in actor.standing_in],
        viewed_by={"id": str(viewer.agent_id), "name": viewer.name} if viewer else None,
        stream_position=followers.head().text,
        must=must,
    )
