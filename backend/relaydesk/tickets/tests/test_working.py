"""Time spent, costs and things to do, over the API."""

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_agent, give_roles
from relaydesk.platform import cache
from relaydesk.platform.events import history
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.rules.costs import amount_of, share_done, totals

from .conftest import Desk, desk_of

TIME = {
    "minutes": 45,
    "activity": "现场维修",
    "note": "更换压缩机",
    "billable": True,
    "spent_on": "2026-11-20",
}
COST = {"item": "压缩机", "quantity": "1.5", "unit_price": "12.35", "currency": "CNY"}
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.lists(st.tuples(st.sampled_from(["CNY", "USD", "EUR"]), AMOUNTS), max_size=30))
def test_sums_are_exact_and_never_mix_currencies(lines: list[tuple[str, Decimal]]) -> None:
    sums = totals(lines)
    assert sum(sums.values(), Decimal(0)) == sum((amount for _, amount in lines), Decimal(0))
    assert set(sums) == {currency for currency, _ in lines}
    half = len(lines) // 2
    parts = (totals(lines[:half]), totals(lines[half:]))
    for currency, amount in sums.items():
        assert amount == sum((part.get(currency, Decimal(0)) for part in parts), Decimal(0))


@given(st.decimals(min_value=0, max_value=10**6, places=3), AMOUNTS)
def test_an_amount_is_off_by_less_than_a_cent(quantity: Decimal, price: Decimal) -> None:
    amount = amount_of(quantity, price)
    assert abs(amount - quantity * price) <= Decimal("0.005")
    assert amount == amount.quantize(Decimal("0.01"))


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_hundred_per_cent_means_all(done: int, more: int) -> None:
    share = share_done(done, done + more)
    assert (share is None) == (done + more == 0)
    assert (share == 100) == (more == 0 and done > 0)


def line_path(number: str, kind: str, shown: Any) -> str:
    return f"/api/v1/tickets/{number}/{kind}/{shown[kind]['items'][0]['id']}"


def test_time_is_summed_and_corrected_by_its_owner(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.post(f"/tickets/{number}/times", TIME, status=200)
    shown = desk.post(f"/tickets/{number}/times", {**TIME, "minutes": 15, "billable": False}, status=200)
    assert (shown["times"]["minutes"], shown["times"]["billable_minutes"]) == (60, 45)
    path = line_path(number, "times", shown)
    shown = desk.api.put(path, {**TIME, "minutes": 30}).json()
    assert shown["times"]["minutes"] == 45
    colleague = desk_of(an_agent())
    seen = colleague.get(f"/tickets/{number}/work")
    assert not seen["times"]["items"][0]["correctable"]
    for refused in (colleague.api.put(path, TIME), colleague.api.delete(path)):
        assert refused.status_code == 403
    assert colleague.get(f"/tickets/{number}/work")["times"]["minutes"] == 45
    assert desk.api.delete(path).json()["times"]["minutes"] == 15
    assert desk.get(f"/tickets/{number}")["version"] == 1


def test_whoever_may_correct_others_lines_does_so_and_the_record_keeps_both(desk: Desk, admin: Desk) -> None:
    number = desk.open()["number"]
    shown = desk.post(f"/tickets/{number}/times", TIME, status=200)
    admin.api.put(line_path(number, "times", shown), {**TIME, "minutes": 5})
    fact = history(f"ticket:{Ticket.objects.get(number=number).id}")[-1]
    assert fact.name == "tickets.time.changed"
    assert (fact.event.before["minutes"], fact.event.after["minutes"]) == (45, 5)
    assert fact.event.after["agent_id"] == str(desk.actor.agent_id)


def test_a_line_that_a_colleague_took_back_meanwhile_is_corrected_no_more(desk: Desk, admin: Desk) -> None:
    number = desk.open()["number"]
    shown = desk.post(f"/tickets/{number}/costs", COST, status=200)
    path = line_path(number, "costs", shown)
    assert admin.api.delete(path).json()["costs"]["items"] == []
    assert desk.api.put(path, COST).status_code == 404
    assert desk.api.delete(path).status_code == 404
    facts = [one.event for one in history(f"ticket:{Ticket.objects.get(number=number).id}")]
    kept = [fact for fact in facts if fact.name == "tickets.cost.changed"]
    assert [(bool(fact.before), bool(fact.after)) for fact in kept] == [(False, True), (True, False)]
    assert kept[-1].before["item"] == COST["item"]


def test_a_correction_that_says_the_same_is_no_fact(desk: Desk) -> None:
    number = desk.open()["number"]
    shown = desk.post(f"/tickets/{number}/times", TIME, status=200)
    desk.api.put(line_path(number, "times", shown), TIME)
    names = [one.name for one in history(f"ticket:{Ticket.objects.get(number=number).id}")]
    assert names.count("tickets.time.changed") == 1


def test_time_of_a_day_to_come_is_neither_written_nor_corrected(desk: Desk) -> None:
    number = desk.open()["number"]
    ahead = {**TIME, "spent_on": "2999-01-01"}
    refused = desk.post(f"/tickets/{number}/times", ahead, status=422)
    assert refused["errors"][0]["code"] == "in_future"
    shown = desk.post(f"/tickets/{number}/times", TIME, status=200)
    path = line_path(number, "times", shown)
    assert desk.api.put(path, ahead).json()["errors"][0]["code"] == "in_future"
    assert desk.get(f"/tickets/{number}/work")["times"]["items"][0]["spent_on"] == TIME["spent_on"]


def test_costs_are_decimals_with_a_sum_for_each_currency(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.post(f"/tickets/{number}/costs", COST, status=200)
    desk.post(f"/tickets/{number}/costs", {**COST, "quantity": "0.333", "unit_price": "0.10"}, status=200)
    shown = desk.post(f"/tickets/{number}/costs", {**COST, "currency": "USD"}, status=200)
    assert [one["amount"] for one in shown["costs"]["items"]] == ["18.53", "0.03", "18.53"]
    assert shown["costs"]["totals"] == [
        {"currency": "CNY", "amount": "18.56"},
        {"currency": "USD", "amount": "18.53"},
    ]
    for wrong in ({"quantity": "0"}, {"quantity": "-1"}, {"unit_price": "-0.01"}, {"currency": "yuan"}):
        desk.post(f"/tickets/{number}/costs", {**COST, **wrong}, status=422)


def test_things_to_do_are_ordered_ticked_off_and_counted(desk: Desk) -> None:
    number = desk.open()["number"]
    for text in ("甲", "乙", "丙"):
        shown = desk.post(
            f"/tickets/{number}/todos",
            {"text": text, "assignee_id": str(desk.actor.agent_id), "due_on": "2026-12-01"},
            status=200,
        )
    ids = [one["id"] for one in shown["todos"]["items"]]
    desk.api.put(f"/api/v1/tickets/{number}/todos/order", {"ids": ids[::-1]})
    desk.patch(f"/tickets/{number}/todos/{ids[0]}", {"done": True, "assignee_id": None})
    todos = desk.get(f"/tickets/{number}/work")["todos"]
    assert [one["text"] for one in todos["items"]] == ["丙", "乙", "甲"]
    assert (todos["done"], todos["total"], todos["percent"]) == (1, 3, 33)
    assert todos["items"][2]["assignee"] is None
    desk.patch(f"/tickets/{number}/todos/{ids[0]}", {"done": False})
    assert desk.api.delete(f"/api/v1/tickets/{number}/todos/{ids[1]}").json()["todos"]["percent"] == 0
    refused = desk.api.put(f"/api/v1/tickets/{number}/todos/order", {"ids": ids})
    assert refused.json()["errors"][0]["code"] == "not_these"


def test_cve_2026_42317_a_line_of_another_ticket_is_not_there(desk: Desk) -> None:
    ours, other = desk.open()["number"], desk.open()["number"]
    desk.post(f"/tickets/{other}/times", TIME, status=200)
    desk.post(f"/tickets/{other}/costs", COST, status=200)
    shown = desk.post(f"/tickets/{other}/todos", {"text": "x"}, status=200)
    for kind, body in (("times", TIME), ("costs", COST)):
        path = f"/api/v1/tickets/{ours}/{kind}/{shown[kind]['items'][0]['id']}"
        assert desk.api.put(path, body).status_code == 404
        assert desk.api.delete(path).status_code == 404
    todo = f"/tickets/{ours}/todos/{shown['todos']['items'][0]['id']}"
    desk.patch(todo, {"done": True}, status=404)
    assert desk.api.delete(f"/api/v1{todo}").status_code == 404


def test_a_role_may_hide_costs_or_let_them_be_read_only(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.post(f"/tickets/{number}/costs", COST, status=200)
    narrow = an_agent()
    role = a_role(
        grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL},
        field_rights=[
            {"field": "tickets.costs", "right": "hidden"},
            {"field": "tickets.times", "right": "read"},
        ],
    )
    assert narrow.account_id is not None
    give_roles(narrow.account_id, role)
    cache.clear_all()
    other = desk_of(narrow)
    shown = other.get(f"/tickets/{number}/work")
    assert shown["costs"] is None
    assert shown["times"] is not None
    other.post(f"/tickets/{number}/costs", COST, status=403)
    assert other.post(f"/tickets/{number}/times", TIME, status=403)["code"] == "field_read_only"
    names = [
        one["event"]["name"] for one in other.get(f"/tickets/{number}/timeline")["items"] if one["event"]
    ]
    assert "tickets.cost.changed" not in names


def test_who_cannot_see_the_ticket_sees_none_of_its_work(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    stranger.get(f"/tickets/{number}/work", status=404)
    stranger.post(f"/tickets/{number}/times", TIME, status=404)


def test_work_is_read_by_as_many_statements_for_many_lines_as_for_few(desk: Desk) -> None:
    number = desk.open()["number"]

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get(f"/tickets/{number}/work")
        return len(caught)

    def grow(times: int) -> None:
        for _ in range(times):
            desk.post(f"/tickets/{number}/times", TIME, status=200)
            desk.post(f"/tickets/{number}/costs", COST, status=200)
            desk.post(f"/tickets/{number}/todos", {"text": "x"}, status=200)

    grow(1)
    few = asked()
    grow(5)
    assert asked() == few <= 8
