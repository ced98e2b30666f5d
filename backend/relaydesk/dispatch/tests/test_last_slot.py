"""Many at once: transactions that really commit, from several threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.db import connection

from relaydesk.access.testing import an_agent
from relaydesk.dispatch.actions.dispatch_ticket import dispatch_ticket
from relaydesk.dispatch.actions.draw_backlog import draw_backlog
from relaydesk.dispatch.contracts import Trigger
from relaydesk.dispatch.models import AgentDuty, Decision
from relaydesk.people import public as people
from relaydesk.people.contracts import Presence
from relaydesk.platform import cache
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_ticket

NOW = datetime.now(UTC)


def test_two_tickets_never_take_the_same_last_slot(transactional_db: None) -> None:
    agent = an_agent(presence=Presence.ONLINE)
    AgentDuty.objects.create(agent_id=agent.agent_id, capacity=1)
    cache.clear_all()
    ids = [make_ticket().id for _ in range(6)]

    def decide(ticket_id: int) -> str:
        try:
            decision_id = dispatch_ticket(ticket_id=ticket_id, at=NOW, trigger=Trigger.OPENED)
            return Decision.objects.get(id=decision_id).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(decide, ids))
    assert outcomes == ["assigned"] + ["backlog"] * 5
    assert agent.agent_id is not None
    assert tickets.open_load([agent.agent_id])[agent.agent_id] == 1
    team = people.team_by_key("service-desk")
    assert team is not None
    assert draw_backlog(team_id=team.id, at=NOW) == 0
