"""Say whether an agent takes work now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.people.contracts import Presence
from relaydesk.people.events import AgentPresenceChanged
from relaydesk.people.models import Agent
from relaydesk.platform.errors import NotFound
from relaydesk.platform.events import ActorRef, record


@transaction.atomic
def set_presence(*, actor: ActorRef, agent_id: UUID, presence: Presence, at: datetime) -> None:
    """Set an agent's presence; the same again records nothing.

    Raises:
        NotFound: no such active agent.
    """
    agent = Agent.objects.select_for_update().filter(id=agent_id, active=True).first()
    if agent is None:
        raise NotFound
    before = Presence(agent.presence)
    if before == presence:
        return
    agent.presence = presence.value
    agent.presence_at = at
    agent.save(update_fields=["presence", "presence_at"])
    record(
        AgentPresenceChanged(agent_id=agent_id, presence=presence.value, before=before.value),
        actor=actor,
        subject=f"agent:{agent_id}",
        at=at,
    )
