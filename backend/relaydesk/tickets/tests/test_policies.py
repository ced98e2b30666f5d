"""Who sees what: the three forms of the one decision agree."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.contracts import Actor, ActorKind, Scope, StandIn, contact_actor
from relaydesk.access.testing import a_label
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.policies import EVERYTHING, NOTHING, Reach, reach, visible_to
from relaydesk.tickets.queries.lookups import tickets as views_of
from relaydesk.tickets.testing import make_ticket

GRANTS = st.dictionaries(st.sampled_from(["tickets.read", "tickets.delete"]), st.sampled_from(list(Scope)))
LABELS = ("secret", "staff")
House = Mapping[str, list[UUID]]


@pytest.fixture
def house(db: None) -> dict[str, list[UUID]]:
    departments = [people.make_department(name=f"d{n}") for n in range(3)]
    agents = [people.make_agent(name=f"a{n}", email=f"a{n}@house.example") for n in range(2)]
    teams = [
        people.make_team(key=f"t{n}", name=f"t{n}", department_id=(*departments[:2], None)[n])
        for n in range(3)
    ]
    for team in teams:
        for agent in agents:
            people.join_team(team_id=team, agent_id=agent)
    for key in LABELS:
        a_label(key)
    from relaydesk.platform import cache

    cache.clear_all()
    made = [
        make_ticket(team_id=team, assignee_id=agent).id
        for team in teams
        for agent in (None, *agents)
        for _ in range(2)
    ]
    for n, ticket_id in enumerate(made):
        label = (None, None, *LABELS)[n % 4]
        deleted = now() - timedelta(days=1) if n % 5 == 0 else None
        Ticket.objects.filter(id=ticket_id).update(label=label, deleted_at=deleted)
    return {"departments": departments, "teams": teams, "agents": agents}


def places(draw: Any, house: House) -> dict[str, Any]:
    """Where somebody belongs, and how far he reaches."""
    some = st.lists(st.sampled_from(house["departments"]), unique=True)
    return {
        "team_ids": frozenset(draw(st.lists(st.sampled_from(house["teams"]), unique=True))),
        "department_id": draw(st.sampled_from([None, *house["departments"]])),
        "department_ids": frozenset(draw(some)),
        "grants": draw(GRANTS),
    }


def draw_actor(data: st.DataObject, house: House) -> Actor:
    absent = [
        StandIn(agent_id=agent, name="y", **places(data.draw, house))
        for agent in data.draw(st.lists(st.sampled_from(house["agents"]), max_size=2, unique=True))
    ]
    return Actor(
        kind=data.draw(st.sampled_from([ActorKind.AGENT, ActorKind.AGENT, ActorKind.CONTACT])),
        name="x",
        agent_id=data.draw(st.sampled_from([None, *house["agents"]])),
        labels=frozenset(data.draw(st.lists(st.sampled_from(LABELS), unique=True))),
        standing_in=tuple(absent),
        **places(data.draw, house),
    )


def by_branches(reached: Reach) -> set[int]:
    limits = reached.limits()
    found: set[int] = set()
    with connection.cursor() as cursor:
        for sql, params in reached.branches():
            where = " AND ".join([sql, *(limit for limit, _ in limits)])
            every = [*params, *(p for _, more in limits for p in more)]
            cursor.execute(f"SELECT t.id FROM tickets_ticket t WHERE {where}", every)
            found |= {row[0] for row in cursor.fetchall()}
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_queryset_sql_and_memory_agree(house: House, data: st.DataObject) -> None:
    actor = draw_actor(data, house)
    everything = views_of(set(Ticket.objects.values_list("id", flat=True))).values()
    by_sql = tickets.visible_ids(actor, [t.id for t in everything])
    assert set(visible_to(actor).values_list("id", flat=True)) == by_sql == by_branches(reach(actor))
    assert by_sql == {t.id for t in everything if reach(actor).covers(t)}
    for binned in (False, True):
        deleting = reach(actor, TicketPermission.DELETE, binned=binned)
        assert by_branches(deleting) == {t.id for t in everything if deleting.covers(t)}
    if actor.kind == ActorKind.CONTACT or not actor.can("tickets.read"):
        assert by_sql == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_label_wins_over_every_role_and_stand_in(house: House, data: st.DataObject) -> None:
    actor = draw_actor(data, house)
    most = replace(actor, grants={"tickets.read": Scope.ALL}, kind=ActorKind.AGENT)
    seen = views_of(tickets.visible_ids(most, list(Ticket.objects.values_list("id", flat=True)))).values()
    assert {t.label for t in seen} <= {None, *(actor.labels or ())}
    assert all(t.deleted_at is None for t in seen)


def test_many_departments_are_one_condition() -> None:
    ids = tuple(UUID(int=n) for n in range(200))
    assert len(Reach(department_ids=ids).branches()) == 1
    assert len(Reach(department_ids=ids[:3]).branches()) == 3


def test_what_nobody_granted_reaches_nothing() -> None:
    """CVE-2026-28218: a missing rule denies."""
    assert reach(Actor(kind=ActorKind.AGENT, name="x")) == NOTHING
    assert reach(contact_actor(UUID(int=1), "x")) == NOTHING
    assert EVERYTHING.labels is None
