"""What a signed-in agent sees of himself."""

from dataclasses import dataclass

from relaydesk.access.contracts import Actor
from relaydesk.access.models import Account, AccountRole
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.platform.errors import Unauthorized


@dataclass(frozen=True, slots=True)
class Me:
    """Account, agent, roles and permissions."""

    id: str
    email: str
    agent: AgentView
    roles: list[str]
    permissions: list[str]
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
    return Me(str(account.id), account.email, agent, list(roles), sorted({*actor.grants, *lent}), must)
