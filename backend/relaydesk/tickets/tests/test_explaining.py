"""Who can see this ticket, and why."""

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_label, an_actor_with, an_administrator, an_agent, stand_in
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.tickets.tests.conftest import Desk, desk_of


def seers(desk: Desk, number: str) -> dict[str, list[tuple[str, str, str]]]:
    items = desk.get(f"/tickets/{number}/access")["items"]
    return {i["name"]: [(r["kind"], r["scope"], r["through"]) for r in i["reasons"]] for i in items}


def test_each_reader_is_named_with_his_ways_in(db: None) -> None:
    other = people.make_department(name="别处")
    boss = desk_of(an_administrator(name="管"))
    mate = an_agent(name="同组", roles=("team_agent",))
    stranger = an_agent(name="外人", teams=("far",), department_id=other)
    deputy = an_agent(name="代理", teams=("far",), department_id=other)
    for_both = an_actor_with(name="双重", roles=["own_agent"], grants={"tickets.read": Scope.ALL})
    stand_in(mate, deputy)
    number = boss.open()["number"]
    found = seers(boss, number)
    assert found["管"] == [("role", "all", "everything")]
    assert found["同组"] == [("role", "team", "team")]
    assert found["代理"] == [("stand_in", "team", "team")]
    assert found["双重"] == [("role", "all", "everything")]
    assert "外人" not in found
    assert stranger.agent_id
    assert for_both.agent_id
    boss.patch(f"/tickets/{number}", {"assignee_id": str(mate.agent_id)})
    assert seers(boss, number)["同组"] == [("role", "team", "assignee")]


def test_only_those_with_the_clearance_are_named(db: None) -> None:
    label = a_label()
    cache.clear_all()
    cleared = desk_of(an_actor_with(name="密", roles=["administrator"], grants={}, labels=[label]))
    an_administrator(name="管")
    number = cleared.open()["number"]
    assert set(seers(cleared, number)) == {"密", "管"}
    cleared.patch(f"/tickets/{number}", {"label": label})
    assert set(seers(cleared, number)) == {"密"}
    assert cleared.get(f"/tickets/{number}/access")["items"][0]["cleared_for"] == label


def test_the_list_comes_in_pages_and_to_administrators_only(desk: Desk, admin: Desk) -> None:
    for n in range(3):
        an_agent(name=f"甲{n}")
    number = desk.open()["number"]
    desk.get(f"/tickets/{number}/access", 403)
    names: list[str] = []
    cursor = ""
    while True:
        page = admin.get(f"/tickets/{number}/access?limit=2{cursor}")
        names += [item["name"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(names) == len(set(names)) == 5
