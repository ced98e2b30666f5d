"""Saved views over the API: made, changed, copied, deleted, pinned, put in order."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.platform import cache
from relaydesk.tickets.testing import make_ticket
from relaydesk.views.tests.conftest import URGENT, Seat

pytestmark = pytest.mark.django_db
SYSTEM = ["mine", "team", "unassigned", "due_soon", "overdue", "waiting", "open", "solved", "all", "snoozed"]


def test_everybody_has_the_systems_views_and_begins_with_his_own_work(agent: Seat) -> None:
    answer = agent.get("/views")
    assert [view["key"] for view in answer["items"]] == SYSTEM
    assert answer["default"] == "mine"
    assert all(view["name"] and view["name_en"] for view in answer["items"])
    assert not any(any(view["can"].values()) for view in answer["items"])


def test_a_view_of_ones_own_keeps_what_it_was_given(agent: Seat) -> None:
    wanted = {
        "folder": "值班",
        "columns": [{"key": "number", "width": 120}, {"key": "subject", "width": None}],
        "sort": "priority",
        "group": "status",
        "mode": "board",
    }
    made = agent.make(**wanted)
    assert {name: made[name] for name in wanted} == wanted
    assert (made["kind"], made["condition"], made["version"]) == ("mine", URGENT, 1)
    assert made["can"] == {"edit": True, "delete": True, "share": False}
    assert agent.get(f"/views/{made['key']}") == made
    assert agent.view_keys() == [*SYSTEM, made["key"]]


def test_a_list_by_a_view_holds_to_its_condition_its_order_and_the_requests_own_condition(
    agent: Seat,
) -> None:
    late, early = (make_ticket(priority="P0") for _ in range(2))
    make_ticket(priority="P2")
    vip = make_ticket(priority="P0", tags=["VIP"])
    key = agent.make(sort="created_at")["key"]
    rows = agent.get(f"/tickets?view={key}")["items"]
    assert [row["number"] for row in rows] == [late.number, early.number, vip.number]
    tagged = '{"field":"tags","operator":"includes_any","value":["VIP"]}'
    assert agent.numbers(f"view={key}&condition={tagged}") == {vip.number}
    assert agent.numbers(f"view={key}&priority=P2") == set()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            {"condition": {"and": [URGENT, {"field": "priority", "operator": "is", "value": "P9"}]}},
            "and[1].value",
        ),
        ({"condition": {"field": "secret", "operator": "is"}}, "condition.field"),
        ({"condition": {"field": "assignee__account__password", "operator": "is_empty"}}, "condition.field"),
        ({"condition": "1=1"}, "condition"),
        ({"sort": "subject"}, "sort"),
        ({"group": "requester"}, "group"),
        ({"mode": "pie"}, "mode"),
        ({"columns": [{"key": "password"}]}, "key"),
        ({"columns": [{"key": "number", "width": 1}]}, "width"),
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"owner": "somebody"}, "owner"),
    ],
)
def test_what_makes_no_view_is_refused_and_the_fault_is_named(agent: Seat, body: Any, place: str) -> None:
    problem = agent.make(status=422, **body)
    assert any(error["field"].endswith(place) for error in problem["errors"]), problem


def test_a_change_asks_for_the_version_that_was_seen(agent: Seat) -> None:
    made = agent.make()
    path = f"/views/{made['key']}"
    changed = agent.call("patch", path, {"name": "新名字"}, HTTP_IF_MATCH='"1"')
    assert (changed["name"], changed["version"], changed["condition"]) == ("新名字", 2, URGENT)
    stale = agent.call("patch", path, {"mode": "table"}, 412, HTTP_IF_MATCH='"1"')
    assert stale["code"] == "stale"
    assert agent.call("patch", path, {"name": "新名字"})["version"] == 2, "no change leaves no trace"


def test_a_deleted_view_is_gone_and_comes_back_with_its_pin(agent: Seat) -> None:
    key = agent.make()["key"]
    agent.call("put", f"/views/{key}/pin", {"pinned": True})
    agent.call("delete", f"/views/{key}", None, 204)
    assert key not in agent.view_keys()
    agent.get(f"/tickets?view={key}", status=422)
    back = agent.call("post", f"/views/{key}/restore", {})
    assert back["pinned"]
    assert key in agent.view_keys()
    agent.call("post", f"/views/{key}/restore", {}, 404)


def test_any_view_can_be_copied_into_ones_own(agent: Seat) -> None:
    copy = agent.call("post", "/views/overdue/duplicate", {}, 201)
    assert copy["kind"] == "mine"
    assert copy["sort"] == "next_due_at"
    named = agent.call("post", f"/views/{copy['key']}/duplicate", {"name": "我的超时"}, 201)
    assert (named["name"], named["condition"]) == ("我的超时", copy["condition"])


def test_the_systems_views_are_not_changed(boss: Seat) -> None:
    boss.call("patch", "/views/mine", {"name": "x"}, 403)
    boss.call("delete", "/views/mine", None, 403)


def test_pins_and_order_are_each_agents_own(agent: Seat, boss: Seat) -> None:
    agent.call("put", "/views/overdue/pin", {"pinned": True})
    agent.call("put", "/views/order", {"keys": ["all", "mine"]}, 204)
    assert agent.view_keys()[:2] == ["all", "mine"]
    assert [view["key"] for view in agent.get("/views")["items"] if view["pinned"]] == ["overdue"]
    assert boss.view_keys() == SYSTEM
    agent.call("put", "/views/overdue/pin", {"pinned": False})
    agent.call("put", "/views/order", {"keys": ["all", "all"]}, 422)
    agent.call("put", "/views/order", {"keys": ["nowhere"]}, 422)


def test_the_list_of_views_takes_a_fixed_number_of_statements(agent: Seat) -> None:
    agent.make()
    agent.get("/views")
    with CaptureQueriesContext(connection) as few:
        agent.get("/views")
    for _ in range(6):
        agent.make()
    with CaptureQueriesContext(connection) as many:
        agent.get("/views")
    assert len(many) == len(few) <= 8


def test_counts_are_one_statement_for_all_views_and_remembered(agent: Seat, boss: Seat) -> None:
    make_ticket(priority="P0")
    key = agent.make()["key"]
    cache.clear_all()
    agent.get("/views")
    with CaptureQueriesContext(connection) as first:
        views = agent.get("/views/counts")["views"]
    assert views[key] == {"count": 1, "capped": False}
    assert views["open"] == {"count": 1, "capped": False}
    assert sum("tickets_ticket t" in (query["sql"] or "") for query in first) == 1
    make_ticket(priority="P0")
    with CaptureQueriesContext(connection) as again:
        assert agent.get("/views/counts")["views"][key]["count"] == 1
    assert not any("tickets_ticket t" in (query["sql"] or "") for query in again)
    assert boss.get("/views/counts")["views"]["open"]["count"] == 2, "another reader is counted anew"


def test_a_view_whose_status_has_gone_is_not_counted_and_says_where_it_is_wrong(agent: Seat) -> None:
    from relaydesk.views.models import SavedView

    key = agent.make()["key"]
    gone = {"field": "status", "operator": "is", "value": "gone"}
    SavedView.objects.filter(key=key).update(condition={"and": [URGENT, gone]})
    assert agent.get("/views/counts")["views"][key] is None
    problem = agent.get(f"/tickets?view={key}", status=422)
    assert problem["errors"][0]["field"] == "condition.and[1].value"


def test_tickets_are_grouped_as_they_are_listed(agent: Seat) -> None:
    for priority in ("P0", "P0", "P2"):
        make_ticket(priority=priority)
    make_ticket(priority="P0", assignee_id=agent.actor.agent_id)
    groups = agent.get("/tickets/groups?by=priority&view=unassigned")
    assert {one["value"]: one["count"] for one in groups["items"]} == {"P0": 2, "P2": 1}
    assert groups["cut"] is False
    people = {one["value"]: one["count"] for one in agent.get("/tickets/groups?by=assignee")["items"]}
    assert people == {None: 3, str(agent.actor.agent_id): 1}
    assert {one["value"] for one in agent.get("/tickets/groups?by=status")["items"]} == {"new"}
    agent.get("/tickets/groups?by=requester", status=422)
