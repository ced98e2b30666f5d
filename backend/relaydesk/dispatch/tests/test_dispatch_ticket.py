"""Dispatch as tickets come in, agents come and go, and somebody asks why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import a_label, a_role, an_administrator, an_agent, client_of
from relaydesk.dispatch.actions.dispatch_ticket import dispatch_ticket
from relaydesk.dispatch.contracts import Trigger
from relaydesk.dispatch.models import AgentDuty, BacklogEntry, Decision
from relaydesk.dispatch.public import recount_loads
from relaydesk.people import public as people
from relaydesk.people.contracts import Presence
from relaydesk.platform import cache
from relaydesk.platform.events import ActorRef, history
from relaydesk.platform.testing import deliver_events, run_jobs
from relaydesk.tickets import public as tickets
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.testing import TESTER, make_ticket

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


def online(**kwargs: object) -> Actor:
    actor = an_agent(presence=Presence.ONLINE, **kwargs)  # type: ignore[arg-type]
    cache.clear_all()
    return actor


def presence(actor: Actor, value: Presence) -> None:
    assert actor.agent_id is not None
    people.set_presence(
        actor=ActorRef("system", None, "test"), agent_id=actor.agent_id, presence=value, at=NOW
    )


def assignee(ticket_id: int) -> object:
    ticket = tickets.ticket(ticket_id)
    assert ticket is not None
    return ticket.assignee_id


def capacity(actor: Actor, points: int) -> None:
    AgentDuty.objects.update_or_create(agent_id=actor.agent_id, defaults={"capacity": points})


def test_a_new_ticket_goes_to_the_least_loaded_who_is_online() -> None:
    busy, free, away = online(name="甲"), online(name="乙"), an_agent(name="丙", presence=Presence.AWAY)
    cache.clear_all()
    make_ticket(assignee_id=busy.agent_id)
    ticket = make_ticket()
    deliver_events()
    assert assignee(ticket.id) == free.agent_id
    decision = Decision.objects.get(ticket_id=ticket.id)
    assert (decision.outcome, decision.reason, decision.trigger) == ("assigned", "least_loaded", "opened")
    found = {line[0]: line[1:] for line in decision.candidates}
    assert found[str(away.agent_id)] == ["away", 0, 20, False, ["presence_away"]]
    assert found[str(busy.agent_id)][1] == 1
    assert "dispatch.decision.made" in [one.name for one in history(subject_of(ticket.id))]


def test_tickets_are_spread_over_the_team() -> None:
    agents = [online() for _ in range(3)]
    for _ in range(6):
        make_ticket()
    deliver_events()
    loads = tickets.open_load([one.agent_id for one in agents if one.agent_id])
    assert sorted(loads.values()) == [2, 2, 2]


def test_a_ticket_opened_for_somebody_is_left_alone() -> None:
    mine = online()
    online()
    ticket = make_ticket(assignee_id=mine.agent_id)
    deliver_events()
    assert assignee(ticket.id) == mine.agent_id
    assert not Decision.objects.filter(ticket_id=ticket.id).exists()


def test_with_nobody_there_it_waits_and_is_drawn_when_somebody_comes() -> None:
    agent = an_agent()
    cache.clear_all()
    late, soon, urgent = make_ticket(priority="P2"), make_ticket(priority="P1"), make_ticket(priority="P0")
    deliver_events()
    assert BacklogEntry.objects.count() == 3
    assert Decision.objects.get(ticket_id=late.id).reason == "nobody_online"
    capacity(agent, 2)
    presence(agent, Presence.ONLINE)
    deliver_events()
    assert [assignee(one.id) == agent.agent_id for one in (urgent, soon, late)] == [True, True, False]
    assert list(BacklogEntry.objects.values_list("ticket_id", flat=True)) == [late.id]
    drawn = Decision.objects.filter(ticket_id=urgent.id).order_by("-id")[0]
    assert (drawn.trigger, drawn.outcome) == ("drawn", "assigned")


def test_of_equal_priority_the_one_due_first_is_drawn_first() -> None:
    agent = an_agent()
    cache.clear_all()
    later = make_ticket(at=NOW)
    sooner = make_ticket(at=NOW - timedelta(days=3))
    deliver_events()
    capacity(agent, 1)
    presence(agent, Presence.ONLINE)
    deliver_events()
    assert assignee(sooner.id) == agent.agent_id
    assert assignee(later.id) is None


def test_freed_points_draw_the_next() -> None:
    agent = online()
    capacity(agent, 1)
    first, second = make_ticket(), make_ticket()
    deliver_events()
    assert (assignee(first.id), assignee(second.id)) == (agent.agent_id, None)
    assert Decision.objects.get(ticket_id=second.id).reason == "no_capacity"
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=first.id, status_key="waiting")
    deliver_events()
    assert assignee(second.id) == agent.agent_id
    assert not BacklogEntry.objects.exists()


def test_an_urgent_ticket_passes_the_cap() -> None:
    agent = online()
    capacity(agent, 0)
    ticket = make_ticket(priority="P0")
    deliver_events()
    assert assignee(ticket.id) == agent.agent_id


def test_a_waiting_ticket_that_becomes_urgent_is_taken_at_once() -> None:
    agent = online()
    capacity(agent, 0)
    boss = an_administrator()
    cache.clear_all()
    ticket = make_ticket(priority="P2")
    deliver_events()
    assert assignee(ticket.id) is None
    answer = client_of(boss).patch(
        f"/api/v1/tickets/{ticket.number}", {"priority": "P0"}, headers={"If-Match": f'"{ticket.version}"'}
    )
    assert answer.status_code == 200
    deliver_events()
    assert assignee(ticket.id) == agent.agent_id


def test_a_ticket_taken_by_hand_waits_no_longer() -> None:
    agent = an_agent()
    cache.clear_all()
    ticket = make_ticket()
    deliver_events()
    assert BacklogEntry.objects.count() == 1
    tickets.assign_ticket(actor=TESTER, at=NOW, ticket_id=ticket.id, assignee_id=agent.agent_id)
    deliver_events()
    assert not BacklogEntry.objects.exists()
    assert AgentDuty.objects.get(agent_id=agent.agent_id).last_assigned_at == NOW


def test_a_ticket_given_back_goes_to_another() -> None:
    one, two = online(), online()
    ticket = make_ticket(assignee_id=one.agent_id)
    deliver_events()
    tickets.assign_ticket(actor=TESTER, at=NOW, ticket_id=ticket.id, assignee_id=None)
    deliver_events()
    assert assignee(ticket.id) == two.agent_id


def test_a_ticket_moved_to_another_team_is_dispatched_there() -> None:
    online()
    other = online(teams=("repairs",))
    team = people.team_by_key("repairs")
    assert team is not None
    ticket = make_ticket()
    deliver_events()
    tickets.assign_ticket(actor=TESTER, at=NOW, ticket_id=ticket.id, assignee_id=None, team_id=team.id)
    deliver_events()
    assert assignee(ticket.id) == other.agent_id


def test_delivering_an_event_twice_decides_once() -> None:
    online()
    ticket = make_ticket()
    deliver_events()
    assert dispatch_ticket(ticket_id=ticket.id, at=NOW, trigger=Trigger.OPENED) is None
    assert Decision.objects.filter(ticket_id=ticket.id).count() == 1


def test_somebody_who_changes_the_ticket_meanwhile_is_not_overruled(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = online(), online()
    ticket = make_ticket()
    from relaydesk.dispatch.actions import dispatch_ticket as module

    real = module.members_of
    interfered = []

    def members_of(team_id: object) -> object:
        if not interfered:
            interfered.append(True)
            tickets.assign_ticket(actor=TESTER, at=NOW, ticket_id=ticket.id, assignee_id=two.agent_id)
        return real(team_id)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "members_of", members_of)
    deliver_events()
    assert assignee(ticket.id) == two.agent_id
    assert one.agent_id != two.agent_id


def test_the_api_tells_why_this_agent() -> None:
    agent = online(name="王芳")
    client = client_of(an_administrator())
    ticket = make_ticket()
    deliver_events()
    items = client.get(f"/api/v1/tickets/{ticket.number}/dispatch-decisions").json()["items"]
    assert items[0]["chosen"] == {"id": str(agent.agent_id), "name": "王芳"}
    assert items[0]["candidates"][0] == {
        "agent": {"id": str(agent.agent_id), "name": "王芳"},
        "eligible": True,
        "reasons": [],
        "presence": "online",
        "load": 0,
        "capacity": 20,
        "score": 0,
    }
    assert items[0]["team"]["name"]


def test_dispatching_again_keeps_a_ticket_that_is_well_placed_and_moves_one_that_is_not() -> None:
    one = online()
    client = client_of(an_administrator())
    ticket = make_ticket()
    deliver_events()
    kept = client.post(f"/api/v1/tickets/{ticket.number}/dispatch")
    assert (kept.status_code, kept.json()["outcome"]) == (200, "kept")
    two = online()
    presence(one, Presence.OFF)
    moved = client.post(f"/api/v1/tickets/{ticket.number}/dispatch").json()
    assert (moved["outcome"], moved["chosen"]["id"]) == ("assigned", str(two.agent_id))
    assert assignee(ticket.id) == two.agent_id


def test_what_does_not_run_is_not_dispatched() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket()
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=ticket.id, status_key="solved")
    answer = client.post(f"/api/v1/tickets/{ticket.number}/dispatch")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_running")


def test_an_invisible_ticket_has_no_decisions() -> None:
    stranger = client_of(an_agent(teams=("elsewhere",)))
    ticket = make_ticket()
    assert stranger.get(f"/api/v1/tickets/{ticket.number}/dispatch-decisions").status_code == 404
    assert stranger.post(f"/api/v1/tickets/{ticket.number}/dispatch").status_code == 404


def test_more_capacity_is_filled_at_once_and_only_administrators_give_it() -> None:
    agent = online()
    capacity(agent, 0)
    ticket = make_ticket()
    deliver_events()
    path = f"/api/v1/dispatch/agents/{agent.agent_id}"
    assert client_of(agent).put(path, {"capacity": 5}).status_code == 403
    answer = client_of(an_administrator()).put(path, {"capacity": 5})
    assert (answer.status_code, answer.json()["capacity"]) == (200, 5)
    assert assignee(ticket.id) == agent.agent_id
    duties = client_of(agent).get("/api/v1/dispatch/agents").json()["items"]
    assert [one["load"] for one in duties if one["agent"]["id"] == str(agent.agent_id)] == [1]


def test_choosing_takes_three_statements() -> None:
    online()
    ticket = make_ticket()
    team_id = ticket.team_id
    assert team_id is not None
    from relaydesk.dispatch.queries.candidates import lock_team, members_of

    people.teams()
    with CaptureQueriesContext(connection) as queries:
        lock_team(team_id)
        members_of(team_id)
    assert len(queries) == 3


def test_what_an_agent_carries_is_kept_with_every_change_and_equals_the_count() -> None:
    one, two = online(), online()
    ids = [one.agent_id, two.agent_id]
    first = make_ticket(assignee_id=one.agent_id)
    make_ticket(assignee_id=one.agent_id)
    tickets.assign_ticket(actor=TESTER, at=NOW, ticket_id=first.id, assignee_id=two.agent_id)
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=first.id, status_key="waiting")
    make_ticket(assignee_id=two.agent_id)
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=first.id, status_key="open")
    kept = dict(AgentDuty.objects.filter(agent_id__in=ids).values_list("agent_id", "load"))
    assert kept == tickets.open_load([one for one in ids if one]) == {ids[0]: 1, ids[1]: 2}
    assert recount_loads() == 0
    AgentDuty.objects.filter(agent_id=ids[0]).update(load=7)
    assert recount_loads() >= 1
    assert AgentDuty.objects.get(agent_id=ids[0]).load == 1


def test_a_ticket_with_a_label_goes_only_to_who_is_cleared_for_it() -> None:
    label = a_label()
    free = online(name="甲")
    cleared = online(name="乙", roles=("agent", a_role(labels=(label,))))
    make_ticket(assignee_id=cleared.agent_id)
    ticket = make_ticket()
    apps.get_model("tickets", "Ticket").objects.filter(id=ticket.id).update(label=label)
    deliver_events()
    assert assignee(ticket.id) == cleared.agent_id
    found = {line[0]: line for line in Decision.objects.get(ticket_id=ticket.id).candidates}
    assert "not_cleared" in str(found[str(free.agent_id)])


def test_the_open_tickets_of_somebody_who_leaves_go_back_to_the_team_and_to_others() -> None:
    left, stays = online(name="甲"), online(name="乙")
    tickets_of_his = [make_ticket(assignee_id=left.agent_id) for _ in range(3)]
    done = make_ticket(assignee_id=left.agent_id)
    waiting = make_ticket(assignee_id=left.agent_id)
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=done.id, status_key="solved")
    tickets.set_status(actor=TESTER, at=NOW, ticket_id=waiting.id, status_key="waiting")
    deliver_events()
    people.edit_agent(agent_id=left.agent_id, active=False)
    deliver_events()
    run_jobs()
    deliver_events()
    for ticket in tickets_of_his:
        assert assignee(ticket.id) == stays.agent_id
        decision = Decision.objects.filter(ticket_id=ticket.id).order_by("-id")[0]
        assert (decision.trigger, decision.outcome) == ("agent_left", "assigned")
    assert assignee(waiting.id) is None
    assert assignee(done.id) == left.agent_id
    shown = client_of(an_administrator()).get(
        f"/api/v1/tickets/{tickets_of_his[0].number}/dispatch-decisions"
    )
    assert shown.json()["items"][0]["trigger"] == "agent_left"


def test_with_nobody_else_there_they_wait_in_the_queue_of_the_team() -> None:
    left = online(name="甲")
    ticket = make_ticket(assignee_id=left.agent_id)
    people.edit_agent(agent_id=left.agent_id, active=False)
    deliver_events()
    run_jobs()
    deliver_events()
    assert assignee(ticket.id) is None
    assert BacklogEntry.objects.filter(ticket_id=ticket.id).exists()


def test_who_is_back_before_the_job_runs_keeps_his_tickets() -> None:
    left = online(name="甲")
    ticket = make_ticket(assignee_id=left.agent_id)
    people.edit_agent(agent_id=left.agent_id, active=False)
    deliver_events()
    people.edit_agent(agent_id=left.agent_id, active=True)
    run_jobs()
    assert assignee(ticket.id) == left.agent_id
