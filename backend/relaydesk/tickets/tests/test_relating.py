"""Links, parents and children, splitting: over the API."""

from itertools import pairwise
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import an_actor_with
from relaydesk.platform.events import history
from relaydesk.tickets.contracts import LinkKind
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.rules.relating import (
    DEEPEST_FAMILY,
    Relation,
    direction_of,
    family_refusal,
    relation_of,
)

from .conftest import Desk, desk_of


def link(desk: Desk, number: str, other: str, relation: str, status: int = 200) -> Any:
    return desk.post(f"/tickets/{number}/links", {"other": other, "relation": relation}, status=status)


def ends(shown: Any) -> list[tuple[str, str | None]]:
    return [(one["relation"], one["ticket"] and one["ticket"]["number"]) for one in shown["links"]]


def elsewhere(stranger: Desk) -> str:
    number: str = stranger.open(team_id=str(next(iter(stranger.actor.team_ids))))["number"]
    return number


def test_every_relation_has_its_opposite() -> None:
    for relation in Relation:
        kind, outward = direction_of(relation)
        other = relation_of(kind, outward=not outward)
        assert relation_of(kind, outward=outward) is relation
        if relation is not Relation.RELATES:
            assert direction_of(other) == (kind, not outward)
    assert {direction_of(relation)[0] for relation in Relation} == set(LinkKind)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_no_order_of_adoptions_makes_a_ring_or_too_deep_a_family(wanted: list[tuple[int, int]]) -> None:
    parent_of: dict[int, int] = {}

    def above(one: int) -> list[int]:
        found = []
        while one in parent_of:
            one = parent_of[one]
            found.append(one)
        return found

    def below(one: int) -> int:
        return max((1 + below(child) for child, parent in parent_of.items() if parent == one), default=0)

    for parent, child in wanted:
        if child not in parent_of and family_refusal(parent, child, above(parent), below(child)) is None:
            parent_of[child] = parent
        for one in range(8):
            line = above(one)
            assert len(set(line)) == len(line)
            assert one not in line
            assert len(line) < DEEPEST_FAMILY


def test_both_sides_show_a_link_in_their_own_words(desk: Desk) -> None:
    one, two = (desk.open()["number"] for _ in range(2))
    assert ends(link(desk, one, two, "blocks")) == [("blocks", two)]
    assert ends(desk.get(f"/tickets/{two}/relations")) == [("blocked_by", one)]
    link(desk, one, two, "blocks")
    link(desk, one, two, "relates")
    link(desk, two, one, "relates")
    shown = desk.get(f"/tickets/{two}/relations")
    assert ends(shown) == [("blocked_by", one), ("relates", one)]
    kept = shown["links"][0]["id"]
    assert ends(desk.api.delete(f"/api/v1/tickets/{two}/links/{kept}").json()) == [("relates", one)]
    names = [fact.name for fact in history(f"ticket:{Ticket.objects.get(number=one).id}")]
    assert names.count("tickets.ticket.linked") == 2
    assert names.count("tickets.ticket.unlinked") == 1
    assert link(desk, one, one, "relates", status=409)["code"] == "link_to_itself"
    assert link(desk, one, two, "split_into", status=422)["errors"][0]["code"] == "not_by_hand"


def test_cve_2026_34722_the_other_end_is_asked_for_its_rights_too(
    desk: Desk, stranger: Desk, admin: Desk
) -> None:
    ours, theirs = desk.open()["number"], elsewhere(stranger)
    hidden = link(desk, ours, theirs, "relates", status=422)
    missing = link(desk, ours, "GD209912-99999", "relates", status=422)
    assert hidden["errors"] == missing["errors"]
    link(desk, theirs, ours, "relates", status=404)
    reader = desk_of(
        an_actor_with(
            grants={"tickets.read": Scope.ALL, "tickets.write": Scope.TEAM}, teams=("service-desk",)
        )
    )
    link(reader, theirs, ours, "relates", status=403)
    link(reader, ours, theirs, "relates")
    for relation in ("parent", "child", "major", "affected"):
        link(reader, ours, theirs, relation, status=403)
    # What the other end is stays hidden from those who may not see it, in the list and in the record.
    assert ends(desk.get(f"/tickets/{ours}/relations")) == [("relates", None)]
    facts = [one["event"] for one in desk.get(f"/tickets/{ours}/timeline")["items"] if one["event"]]
    [fact] = [one["data"] for one in facts if one["name"] == "tickets.ticket.linked"]
    assert (fact["other_id"], fact["other_number"]) == (None, None)
    link(admin, ours, theirs, "child")
    assert desk.get(f"/tickets/{ours}/relations")["children"] == {"total": 1, "done": 0}
    link_id = desk.get(f"/tickets/{ours}/relations")["links"][-1]["id"]
    assert desk.api.delete(f"/api/v1/tickets/{ours}/links/{link_id}").status_code == 403


def test_a_child_is_opened_behind_the_requesters_back(desk: Desk, stranger: Desk) -> None:
    from django.apps import apps

    from relaydesk.platform.testing import settle

    parent = desk.open()["number"]
    settle()
    sent = apps.get_model("channels", "Outgoing").objects.count()
    finance = str(next(iter(stranger.actor.team_ids)))
    child = desk.post(
        f"/tickets/{parent}/children", {"subject": "核对发票", "body": "请核对金额", "team_id": finance}
    )
    settle()
    assert apps.get_model("channels", "Outgoing").objects.count() == sent
    assert child["team"]["id"] == finance
    shown = stranger.get(f"/tickets/{child['number']}")
    assert shown["requester"]["name"] == "王女士"
    [opening] = [
        one for one in stranger.get(f"/tickets/{child['number']}/timeline")["items"] if one["message"]
    ]
    assert (opening["kind"], opening["message"]["body_text"]) == ("note", "请核对金额")
    assert ends(stranger.get(f"/tickets/{child['number']}/relations")) == [("parent", None)]


def test_a_parent_shows_how_far_its_children_are_and_asks_before_it_is_solved(desk: Desk) -> None:
    parent = desk.open()["number"]
    children = [
        desk.post(f"/tickets/{parent}/children", {"subject": f"部分{n}", "body": "x"})["number"]
        for n in range(3)
    ]
    desk.patch(f"/tickets/{children[0]}", {"status": "solved"})
    assert desk.get(f"/tickets/{parent}/relations")["children"] == {"total": 3, "done": 1}
    problem = desk.patch(f"/tickets/{parent}", {"status": "solved"}, status=409)
    assert (problem["code"], problem["open"]) == ("open_children", 2)
    note = {"visibility": "note", "body": "好了", "set_status": "solved"}
    assert desk.post(f"/tickets/{parent}/messages", note, status=409)["code"] == "open_children"
    desk.patch(f"/tickets/{parent}", {"status": "solved", "open_children": "leave"})
    assert desk.get(f"/tickets/{children[1]}")["status"]["category"] == "new"
    desk.patch(f"/tickets/{parent}", {"status": "open"})
    desk.patch(f"/tickets/{parent}", {"status": "solved", "open_children": "solve"})
    assert {desk.get(f"/tickets/{one}")["status"]["key"] for one in children} == {"solved"}


def test_families_have_one_parent_each_and_neither_ring_nor_bottomless_depth(desk: Desk) -> None:
    line = [desk.open()["number"] for _ in range(DEEPEST_FAMILY + 1)]
    for above, below in pairwise(line[:-1]):
        link(desk, above, below, "child")
    assert link(desk, line[-2], line[-1], "child", status=409)["code"] == "family_too_deep"
    assert link(desk, line[-2], line[0], "child", status=409)["code"] == "family_cycle"
    assert link(desk, line[0], line[0], "child", status=409)["code"] == "link_to_itself"
    assert link(desk, line[0], line[2], "child", status=409)["code"] == "has_one_above"
    assert desk.post(f"/tickets/{line[-2]}/children", {"subject": "x", "body": "x"}, status=409)


def test_a_message_becomes_a_ticket_of_its_own(desk: Desk) -> None:
    number = desk.open(body="空调坏了")["number"]
    said = desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "另外：发票还没收到"})
    made = desk.post(f"/tickets/{number}/split", {"message_ids": [said["id"]], "subject": "发票"})
    assert (made["subject"], made["version"]) == ("发票", 1)
    items = desk.get(f"/tickets/{made['number']}/timeline")["items"]
    assert [one["message"]["body_text"] for one in items if one["message"]] == ["另外：发票还没收到"]
    left = [
        one["message"]["body_text"]
        for one in desk.get(f"/tickets/{number}/timeline")["items"]
        if one["message"]
    ]
    assert left == ["空调坏了"]
    assert ends(desk.get(f"/tickets/{number}/relations")) == [("split_into", made["number"])]
    assert ends(desk.get(f"/tickets/{made['number']}/relations")) == [("split_from", number)]
    assert {one["measure"] for one in desk.get(f"/tickets/{made['number']}")["stopwatches"]} >= {"resolution"}


def test_cve_2026_40591_only_messages_of_this_very_ticket_are_split_off(desk: Desk, stranger: Desk) -> None:
    number, theirs = desk.open()["number"], elsewhere(stranger)
    foreign = stranger.post(f"/tickets/{theirs}/messages", {"visibility": "note", "body": "绝密"})["id"]
    problem = desk.post(f"/tickets/{number}/split", {"message_ids": [foreign]}, status=422)
    assert problem["errors"][0]["code"] == "unknown_message"
    desk.post(f"/tickets/{theirs}/split", {"message_ids": [foreign]}, status=404)
    [first] = [one for one in desk.get(f"/tickets/{number}/timeline")["items"] if one["message"]]
    problem = desk.post(f"/tickets/{number}/split", {"message_ids": [first["message"]["id"]]}, status=409)
    assert problem["code"] == "first_message"


def test_what_hangs_together_is_read_by_as_many_statements_for_many_as_for_few(desk: Desk) -> None:
    number = desk.open(assignee_id=str(desk.actor.agent_id))["number"]

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get(f"/tickets/{number}/relations")
        return len(caught)

    def grow(count: int) -> None:
        for _ in range(count):
            other = desk.open(assignee_id=str(desk.actor.agent_id))["number"]
            link(desk, number, other, "relates")
            merged = desk.open()["number"]
            desk.post(f"/tickets/{number}/merge", {"sources": [merged]}, status=200)

    grow(1)
    few = asked()
    grow(4)
    assert asked() == few <= 12
