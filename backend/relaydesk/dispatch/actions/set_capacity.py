"""Set what an agent can carry."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.dispatch.actions.draw_backlog import draw_backlog, teams_waiting
from relaydesk.dispatch.events import CapacitySet
from relaydesk.dispatch.models import AgentDuty
from relaydesk.people import public as people
from relaydesk.platform import events
from relaydesk.platform.errors import NotFound


@transaction.atomic
def set_capacity(*, actor: Actor, at: datetime, agent_id: UUID, capacity: int) -> None:
    """Set an agent's capacity in points; more room is filled from the backlog at once.

    Raises:
        NotFound: no such agent.
    """
    agent = people.agent(agent_id)
    if agent is None:
        raise NotFound("no such agent")
    duty, _ = AgentDuty.objects.select_for_update().get_or_create(agent_id=agent_id)
    before = duty.capacity
    if before == capacity:
        return
    duty.capacity = capacity
    duty.save(update_fields=["capacity"])
    fact = CapacitySet(agent_id=agent_id, before=before, after=capacity)
    events.record(fact, actor=actor.ref, subject=f"agent:{agent_id}", at=at)
    if capacity > before:
        for team_id in teams_waiting(agent.team_ids):
            draw_backlog(team_id=team_id, at=at)
