"""Changing many tickets at once, over HTTP."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, Scope
from relaydesk.access.testing import ApiClient, a_label, a_role, an_actor_with, an_agent, client_of
from relaydesk.bulk.actions.run_portion import run_portion
from relaydesk.bulk.models import BulkChange, BulkItem
from relaydesk.bulk.rules.reasons import reason_of
from relaydesk.bulk.tests.conftest import a_team, ask, narrow_to, results
from relaydesk.platform import events
from relaydesk.platform.clock import now
from relaydesk.platform.ids import uuid7
from relaydesk.platform.testing import run_jobs
from relaydesk.tickets import public as tickets
from relaydesk.tickets.public import ticket
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
BULK = "/api/v1/bulk-changes"


def three() -> list[Any]:
    return [make_ticket(subject=f"空调 {n}") for n in range(3)]


def test_many_tickets_are_changed_alike_each_one_version_further_with_its_facts(desk: ApiClient) -> None:
    made = three()
    change = ask(desk, {"priority": "P0", "status": "open"}, numbers=[t.number for t in made])
    assert (change["state"], change["total"], change["changed"], change["refused"]) == ("done", 3, 3, 0)
    for before in made:
        after = ticket(before.id)
        assert after is not None
        assert (after.priority, after.status_key, after.version) == ("P0", "open", before.version + 1)
        names = [e.name for e in events.history(f"ticket:{before.id}")][-2:]
        assert sorted(names) == ["tickets.priority.changed", "tickets.status.changed"]


def test_one_refused_ticket_keeps_no_other_back_and_says_why(desk: ApiClient) -> None:
    first, second, third = three()
    desk.patch(f"/api/v1/tickets/{second.number}", {"status": "open"})
    desk.patch(f"/api/v1/tickets/{second.number}", {"status": "solved"})
    desk.patch(f"/api/v1/tickets/{second.number}", {"status": "closed"})
    change = ask(desk, {"status": "waiting"}, numbers=[first.number, second.number, third.number])
    assert (change["changed"], change["refused"]) == (2, 1)
    assert results(desk, change) == {
        first.number: ("changed", ""),
        second.number: ("refused", "illegal_transition"),
        third.number: ("changed", ""),
    }
    only = desk.get(f"{BULK}/{change['id']}/results", {"state": "refused"}).json()["items"]
    assert [one["number"] for one in only] == [second.number]
    assert only[0]["reason"] == {"zh": "此状态不能再流转", "en": "Its status is final"}


def test_a_refusal_names_what_is_legal_and_what_is_missing_in_words() -> None:
    names = {"open": ("处理中", "Open"), "solved": ("已解决", "Solved"), "team_id": ("处理组", "Team")}
    move = reason_of("illegal_transition", {"allowed": ["open", "solved"]}, names)
    assert move.zh == "不能从当前状态直接变为该状态；允许：处理中、已解决"
    assert move.en == "Not a legal move from here; legal are Open, Solved"
    assert reason_of("required_fields_missing", {"fields": ["team_id"]}, names).en.startswith("Fill in Team")
    assert reason_of("of_a_plugin", {"detail": "Not on Sundays."}).zh == "Not on Sundays."


def test_what_is_so_already_is_left_without_a_trace(desk: ApiClient) -> None:
    made = make_ticket(priority="P1")
    change = ask(desk, {"priority": "P1"}, numbers=[made.number])
    assert (change["changed"], change["unchanged"], change["undo_until"]) == (0, 1, None)
    after = ticket(made.id)
    assert after is not None
    assert after.version == made.version


def test_tags_are_added_to_those_of_each_ticket_and_removed(desk: ApiClient) -> None:
    first, second = make_ticket(tags=("甲", "乙")), make_ticket(tags=("丙",))
    ask(desk, {"add_tags": ["丁"], "remove_tags": ["甲"]}, numbers=[first.number, second.number])
    views = [ticket(one.id) for one in (first, second)]
    assert [view.tags for view in views if view] == [("乙", "丁"), ("丙", "丁")]


def test_all_that_match_but_some_are_changed_and_what_comes_later_is_not(desk: ApiClient) -> None:
    first, second, third = three()
    make_ticket(priority="P3")
    body = {"matching": {"priority": "P2"}, "excluded": [second.number], "change": {"priority": "P1"}}
    asked = desk.post(BULK, body)
    assert asked.json()["total"] == 2
    late = make_ticket(subject="迟到")
    run_jobs("bulk")
    views = {one.number: ticket(one.id) for one in (first, second, third, late)}
    found = {number: view.priority for number, view in views.items() if view}
    assert found == {first.number: "P1", second.number: "P2", third.number: "P1", late.number: "P2"}


def test_what_matches_is_counted_and_named_before_it_is_changed(desk: ApiClient) -> None:
    made = three()
    found = desk.get("/api/v1/ticket-matches", {"priority": "P2"}).json()
    assert (found["count"], found["capped"], found["limit"]) == (3, False, 10_000)
    assert set(found["numbers"]) == {t.number for t in made}
    assert desk.get("/api/v1/ticket-matches", {"colour": "red"}).status_code == 422


def test_assigning_goes_by_the_same_rules_as_for_one(desk: ApiClient) -> None:
    team = a_team("hvac")
    inside, outside = an_agent(teams=("hvac",)).agent_id, an_agent(teams=()).agent_id
    made = three()
    numbers = [t.number for t in made]
    assert ask(desk, {"assignee_id": str(inside)}, numbers=numbers)["changed"] == 3
    view = ticket(made[0].id)
    assert view is not None
    assert (view.team_id, view.assignee_id) == (team, inside)
    refused = ask(desk, {"assignee_id": str(outside)}, numbers=numbers)
    assert set(results(desk, refused).values()) == {("refused", "assignee_without_team")}
    assert ask(desk, {"team_id": None}, numbers=numbers)["changed"] == 3


def test_deleting_puts_into_the_bin_and_stands_alone(desk: ApiClient) -> None:
    first, second, _ = three()
    assert ask(desk, {"delete": True}, numbers=[first.number])["changed"] == 1
    again = ask(desk, {"priority": "P0"}, numbers=[first.number, second.number])
    assert again["total"] == 1, "what lies in the bin is not chosen"
    both = desk.post(BULK, {"numbers": [second.number], "change": {"delete": True, "priority": "P0"}})
    assert both.status_code == 422


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "required"),
        ({"status": "flying"}, "unknown_status"),
        ({"type": "flying"}, "unknown_type"),
        ({"label": "flying"}, "unknown_label"),
        ({"team_id": "11111111-1111-7111-8111-111111111111"}, "unknown_team"),
        ({"assignee_id": "11111111-1111-7111-8111-111111111111"}, "unknown_agent"),
    ],
)
def test_what_could_be_done_to_no_ticket_is_refused_at_once(
    desk: ApiClient, change: dict[str, Any], code: str
) -> None:
    answer = desk.post(BULK, {"numbers": [make_ticket().number], "change": change})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code


def test_faulty_selections_are_refused_and_change_nothing(desk: ApiClient) -> None:
    change = {"priority": "P0"}
    for chosen in (
        {},
        {"numbers": []},
        {"numbers": ["GD-1"], "matching": {}},
        {"matching": {"staus": "open"}},
        {"matching": {"status": "flying"}},
        {"numbers": ["GD209901-99999"]},
    ):
        assert desk.post(BULK, {**chosen, "change": change}).status_code == 422, chosen
    assert BulkChange.objects.count() == 0


def test_at_most_ten_thousand_at_once_which_is_said(desk: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    three()
    monkeypatch.setattr("relaydesk.bulk.rules.progress.MOST_TICKETS", 2)
    answer = desk.post(BULK, {"matching": {}, "change": {"priority": "P0"}})
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["limit"]) == ("too_many_tickets", 2)


def test_asking_twice_under_one_key_changes_once(desk: ApiClient) -> None:
    body = {"numbers": [make_ticket().number], "change": {"priority": "P0"}}
    key = {"headers": {"Idempotency-Key": str(uuid7())}}
    first, second = (desk.post(BULK, body, **key).json()["id"] for _ in range(2))
    assert first == second
    assert BulkChange.objects.count() == 1


class TestRights:
    def test_cve_2026_41189_what_one_may_not_change_alone_is_not_changed_in_bulk(self) -> None:
        reader = narrow_to("hvac", read=Scope.ALL)
        mine, foreign = make_ticket(team_id=a_team("hvac")), make_ticket()
        change = ask(reader, {"priority": "P0"}, numbers=[mine.number, foreign.number])
        assert results(reader, change) == {
            mine.number: ("changed", ""),
            foreign.number: ("refused", "forbidden"),
        }

    def test_cve_2023_45024_what_one_may_not_see_is_neither_chosen_nor_counted(self) -> None:
        narrow = narrow_to("hvac")
        mine, hidden = make_ticket(team_id=a_team("hvac")), make_ticket()
        assert narrow.get("/api/v1/ticket-matches").json()["numbers"] == [mine.number]
        assert ask(narrow, {"priority": "P0"}, numbers=[mine.number, hidden.number])["total"] == 1
        assert (
            narrow.post(BULK, {"numbers": [hidden.number], "change": {"priority": "P0"}}).status_code == 422
        )

    def test_field_rights_and_labels_hold(self, desk: ApiClient) -> None:
        a_label("secret")
        role = a_role(
            grants={f"tickets.{name}": Scope.ALL for name in ("read", "write", "set_label")},
            field_rights=[{"field": "tickets.priority", "ticket_type": "*", "right": "read"}],
        )
        reader = client_of(an_agent(roles=(role,)))
        made = make_ticket()
        change = ask(reader, {"priority": "P0"}, numbers=[made.number])
        assert results(reader, change) == {made.number: ("refused", "field_read_only")}
        labelled = ask(reader, {"label": "secret"}, numbers=[made.number])
        assert results(reader, labelled) == {made.number: ("refused", "not_cleared")}

    def test_without_any_permission_for_it_nothing_is_begun(self) -> None:
        reader = client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL}))
        numbers = [make_ticket().number]
        assert reader.post(BULK, {"numbers": numbers, "change": {"delete": True}}).status_code == 403
        nobody = client_of(an_actor_with(grants={"tickets.read": Scope.ALL}))
        assert nobody.post(BULK, {"numbers": numbers, "change": {"priority": "P0"}}).status_code == 403

    def test_rights_that_end_meanwhile_end_the_change(self, desk: ApiClient) -> None:
        numbers = [t.number for t in three()]
        asked = desk.post(BULK, {"numbers": numbers, "change": {"priority": "P0"}}).json()
        run_portion(BulkChange.objects.get().id, at=now(), size=1)
        account_id = BulkChange.objects.get().account_id
        access.deactivate_account(actor=SYSTEM("test"), account_id=account_id, at=now())
        run_jobs("bulk")
        found = BulkChange.objects.get(id=asked["id"])
        assert (found.state, found.changed) == ("cancelled", 1)
        assert BulkItem.objects.filter(change=found, state="skipped").count() == 2

    def test_somebody_elses_change_is_not_found(self, desk: ApiClient) -> None:
        change = ask(desk, {"priority": "P0"}, numbers=[make_ticket().number])
        other = client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL}))
        path = f"{BULK}/{change['id']}"
        for answer in (
            other.get(path),
            other.get(f"{path}/results"),
            other.post(f"{path}/undo"),
            other.post(f"{path}/cancel"),
        ):
            assert answer.status_code == 404
        assert other.get(BULK).json()["items"] == []
        assert [one["id"] for one in desk.get(BULK).json()["items"]] == [change["id"]]


def test_statements_do_not_grow_with_the_tickets(desk: ApiClient) -> None:
    def statements(count: int) -> int:
        numbers = [make_ticket().number for _ in range(count)]
        change = {"status": "open", "priority": "P1", "add_tags": ["批量"]}
        asked = desk.post(BULK, {"numbers": numbers, "change": change}).json()
        with CaptureQueriesContext(connection) as few:
            run_portion(asked["id"], at=now())
        return len(few)

    statements(2)
    assert statements(4) == statements(30)


def test_a_bad_ticket_fails_alone_even_when_nobody_foresaw_it(
    desk: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_ticket(subject="坏"), make_ticket(subject="好")
    real = tickets.change_many

    def broken(*, ticket_ids: list[int], **rest: Any) -> Any:
        done = real(ticket_ids=ticket_ids, **rest)
        if bad.id in ticket_ids:
            raise ZeroDivisionError
        return done

    monkeypatch.setattr(tickets, "change_many", broken)
    change = ask(desk, {"priority": "P0"}, numbers=[bad.number, good.number])
    assert results(desk, change) == {bad.number: ("refused", "internal"), good.number: ("changed", "")}


def test_results_come_in_pages(desk: ApiClient) -> None:
    made = three()
    change = ask(desk, {"priority": "P0"}, numbers=[t.number for t in made])
    path, seen, cursor = f"{BULK}/{change['id']}/results", [], None
    while True:
        page = desk.get(path, {"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [t.number for t in made]


def test_the_record_tells_who_asked_for_what(desk: ApiClient) -> None:
    change = ask(desk, {"priority": "P0"}, numbers=[make_ticket().number])
    names = [e.name for e in events.history(f"bulk_change:{change['id']}")]
    assert names == ["bulk.change.asked", "bulk.change.progressed", "bulk.change.ended"]
    assert json.dumps(change["change"]) == '{"priority": "P0"}'
