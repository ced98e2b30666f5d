"""Who sees what: the three forms of the one decision agree."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.contracts import Actor, ActorKind, Scope, contact_actor
from relaydesk.people import public as people
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.policies import NOTHING, reach, visible_to
from relaydesk.tickets.testing import make_ticket

GRANTS = st.one_of(st.just({}), st.sampled_from(list(Scope)).map(lambda s: {"tickets.read": s}))


@pytest.fixture
def house(db: None) -> dict[str, list[UUID]]:
    departments = [people.make_department(name=f"d{n}") for n in range(2)]
    agents = [people.make_agent(name=f"a{n}", email=f"a{n}@house.example") for n in range(2)]
    teams = [
        people.make_team(key=f"t{n}", name=f"t{n}", department_id=(*departments, None)[n]) for n in range(3)
    ]
    for team in teams:
        for agent in agents:
            people.join_team(team_id=team, agent_id=agent)
    from relaydesk.platform import cache

    cache.clear_all()
    for team in teams:
        for agent in (None, *agents):
            make_ticket(team_id=team, assignee_id=agent)
    return {"departments": departments, "teams": teams, "agents": agents}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_queryset_sql_and_memory_agree(house: Mapping[str, list[UUID]], data: st.DataObject) -> None:
    actor = Actor(
        kind=data.draw(st.sampled_from(list(ActorKind))),
        name="x",
        agent_id=data.draw(st.sampled_from([None, *house["agents"]])),
        team_ids=frozenset(data.draw(st.lists(st.sampled_from(house["teams"]), unique=True))),
        department_id=data.draw(st.sampled_from([None, *house["departments"]])),
        grants=data.draw(GRANTS),
    )
    by_orm = set(visible_to(actor).values_list("id", flat=True))
    everything = list(Ticket.objects.all())
    by_sql = tickets.visible_ids(actor, [t.id for t in everything])
    in_memory = {
        t.id
        for t in everything
        if reach(actor).covers(department_id=t.department_id, team_id=t.team_id, assignee_id=t.assignee_id)
    }
    branches = reach(actor).branches()
    by_branch: set[int] = set()
    with connection.cursor() as cursor:
        for sql, params in branches:
            cursor.execute(f"SELECT t.id FROM tickets_ticket t WHERE {sql}", params)
            by_branch |= {row[0] for row in cursor.fetchall()}
    assert by_orm == by_sql == in_memory == by_branch
    if actor.kind == ActorKind.CONTACT or not actor.grants:
        assert by_orm == set()


def test_what_nobody_granted_reaches_nothing() -> None:
    """CVE-2026-28218: a missing rule denies."""
    assert reach(Actor(kind=ActorKind.AGENT, name="x")) == NOTHING
    assert reach(contact_actor(UUID(int=1), "x")) == NOTHING
