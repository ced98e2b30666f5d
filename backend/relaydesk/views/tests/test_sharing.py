"""Shared views: who sees them, what they show, who may share."""

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_actor_with, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.tickets.testing import make_ticket
from relaydesk.views.tests.conftest import URGENT, Seat, seat_of

pytestmark = pytest.mark.django_db
EVERYBODY = {"everybody": True, "roles": [], "teams": []}


def team_id(key: str) -> str:
    team = people.team_by_key(key)
    assert team is not None
    return str(team.id)


def test_a_shared_view_shows_each_reader_only_what_he_may_see(
    boss: Seat, agent: Seat, stranger: Seat
) -> None:
    ours = make_ticket(priority="P0")
    theirs = make_ticket(priority="P0", team_id=people.team_by_key("finance").id)  # type: ignore[union-attr]
    key = boss.make(audience=EVERYBODY)["key"]
    assert boss.numbers(f"view={key}") == {ours.number, theirs.number}
    assert agent.numbers(f"view={key}") == {ours.number}
    assert stranger.numbers(f"view={key}") == {theirs.number}
    cache.clear_all()
    counted = [one.get("/views/counts")["views"][key]["count"] for one in (boss, agent, stranger)]
    assert counted == [2, 1, 1]
    groups = stranger.get(f"/tickets/groups?by=team&view={key}")["items"]
    assert groups == [{"value": team_id("finance"), "count": 1}]


def test_a_view_widens_no_rights(boss: Seat, stranger: Seat) -> None:
    hidden = make_ticket()
    everything = {"or": [{"and": []}, {"field": "number", "operator": "is", "value": hidden.number}]}
    key = boss.make(condition=everything, audience=EVERYBODY)["key"]
    assert stranger.numbers(f"view={key}") == set()


def test_another_agents_private_view_is_not_there(agent: Seat, boss: Seat) -> None:
    key = agent.make()["key"]
    assert key not in boss.view_keys()
    boss.get(f"/views/{key}", status=404)
    boss.get(f"/tickets?view={key}", status=422)
    boss.call("patch", f"/views/{key}", {"name": "x"}, 404)
    boss.call("delete", f"/views/{key}", None, 404)
    boss.call("post", f"/views/{key}/duplicate", {}, 404)
    boss.call("put", f"/views/{key}/pin", {"pinned": True}, 404)
    agent.call("delete", f"/views/{key}", None, 204)
    boss.call("post", f"/views/{key}/restore", {}, 404)


def test_a_view_is_shared_with_teams_and_roles(boss: Seat, agent: Seat, stranger: Seat) -> None:
    by_team = boss.make(audience={"teams": [team_id("finance")]})["key"]
    by_role = boss.make(audience={"roles": ["agent"]})["key"]
    assert by_team in stranger.view_keys()
    assert by_team not in agent.view_keys()
    assert by_role in agent.view_keys()
    clerk = seat_of(an_agent(roles=(a_role(grants={"tickets.read": Scope.ALL}),)))
    assert by_role not in clerk.view_keys()
    clerk.get(f"/tickets?view={by_role}", status=422)


def test_who_may_not_share_keeps_his_views_to_himself(agent: Seat) -> None:
    assert agent.get("/views")["can_share"] is False
    problem = agent.make(status=403, audience={"teams": [team_id("service-desk")]})
    assert problem["code"] == "may_not_share"
    key = agent.make()["key"]
    agent.call("patch", f"/views/{key}", {"audience": EVERYBODY}, 403)
    agent.get("/views/audiences", status=403)


def test_a_manager_shares_with_his_own_teams_only(stranger: Seat, agent: Seat) -> None:
    department = people.make_department(name="售后")
    people.make_team(key="repair", name="维修", department_id=department)
    manager = seat_of(an_agent(roles=("manager",), teams=("repair",), department_id=department))
    choices = manager.get("/views/audiences")
    assert (choices["everybody"], choices["roles"]) == (False, [])
    assert [team["id"] for team in choices["teams"]] == [team_id("repair")]
    shared = manager.make(audience={"teams": [team_id("repair")]})
    assert shared["kind"] == "shared"
    for audience in (EVERYBODY, {"roles": ["agent"]}, {"teams": [team_id("finance"), team_id("repair")]}):
        manager.make(status=403, audience=audience)


def test_who_uses_a_shared_view_may_not_change_it(boss: Seat, agent: Seat) -> None:
    key = boss.make(audience=EVERYBODY)["key"]
    assert agent.get(f"/views/{key}")["can"] == {"edit": False, "delete": False, "share": False}
    agent.call("patch", f"/views/{key}", {"name": "x"}, 403)
    agent.call("delete", f"/views/{key}", None, 403)
    agent.call("post", f"/views/{key}/duplicate", {}, 201)


def test_unknown_roles_and_teams_are_refused(boss: Seat) -> None:
    boss.make(status=422, audience={"roles": ["kings"]})
    boss.make(status=422, audience={"teams": ["0190a000-0000-7000-8000-000000000000"]})


def test_nobody_asks_by_a_shared_view_for_what_his_role_hides(boss: Seat) -> None:
    right = [{"field": "tickets.assignee", "ticket_type": "*", "right": "hidden"}]
    clerk = seat_of(an_agent(roles=(a_role(grants={"tickets.read": Scope.ALL}, field_rights=right),)))
    condition = {"field": "assignee", "operator": "is_not_empty"}
    key = boss.make(condition=condition, audience=EVERYBODY)["key"]
    assert clerk.get(f"/tickets?view={key}", status=403)["code"] == "field_hidden"
    assert clerk.get("/views/counts")["views"][key] is None
    assert clerk.get("/views/counts")["views"]["mine"] is None, "it asks for the assignee too"
    clerk.make(status=403, condition=condition)
    clerk.get("/tickets/groups?by=assignee", status=403)


def test_a_role_begins_with_the_view_that_was_set_for_it(boss: Seat, agent: Seat) -> None:
    key = boss.make(audience=EVERYBODY)["key"]
    assert boss.call("put", "/views/defaults/agent", {"view": key})["roles"] == {"agent": key}
    assert agent.get("/views")["default"] == key
    boss.call("delete", f"/views/{key}", None, 204)
    assert agent.get("/views")["default"] == "mine"
    boss.call("put", "/views/defaults/agent", {"view": "unassigned"})
    assert agent.get("/views")["default"] == "unassigned"
    boss.call("put", "/views/defaults/agent", {"view": None})
    assert agent.get("/views")["default"] == "mine"
    boss.call("put", "/views/defaults/kings", {"view": None}, 422)
    boss.call("put", "/views/defaults/agent", {"view": boss.make()["key"]}, 422)
    agent.call("put", "/views/defaults/agent", {"view": "all"}, 403)


def test_a_token_narrowed_to_reading_tickets_shares_nothing(db: None) -> None:
    narrow = seat_of(an_actor_with(grants={"tickets.read": Scope.ALL}))
    assert narrow.make(condition=URGENT)["kind"] == "mine"
    assert client_of(narrow.actor).get("/api/v1/views/defaults").status_code == 403
