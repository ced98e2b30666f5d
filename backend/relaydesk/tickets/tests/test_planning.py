"""A ticket's planned dates."""

from typing import Any

import pytest

from relaydesk.tickets.tests.conftest import Desk

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = "2026-11-23T01:00:00Z", "2026-11-24T09:00:00Z"


def plan(desk: Desk, number: str, status: int = 200, **dates: Any) -> Any:
    return desk.patch(f"/tickets/{number}", dates, status=status)


def test_work_is_planned_moved_and_no_longer_planned(desk: Desk) -> None:
    number = desk.open()["number"]
    planned = plan(desk, number, planned_from=MONDAY, planned_until=TUESDAY)
    assert (planned["planned_from"], planned["planned_until"]) == (MONDAY, TUESDAY)
    assert plan(desk, number, planned_until=None)["planned_until"] is None
    free = plan(desk, number, planned_from=None)
    assert (free["planned_from"], free["planned_until"]) == (None, None)
    told = [
        line["event"]["data"]["planned_from"]
        for line in desk.get(f"/tickets/{number}/timeline")["items"]
        if line["event"] and line["event"]["name"] == "tickets.ticket.planned"
    ]
    assert [one and one[:10] for one in told] == [None, "2026-11-23", "2026-11-23"]


def test_without_its_beginning_a_plan_has_no_end_either(desk: Desk) -> None:
    number = desk.open()["number"]
    plan(desk, number, planned_from=MONDAY, planned_until=TUESDAY)
    assert plan(desk, number, planned_from=None)["planned_until"] is None


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"planned_from": TUESDAY, "planned_until": MONDAY}, "planned_until"),
        ({"planned_until": MONDAY}, "planned_from"),
        ({"planned_from": "2026-11-23T09:00:00"}, "planned_from"),
        ({"planned_from": "monday"}, "planned_from"),
    ],
)
def test_a_plan_that_means_nothing_is_refused(desk: Desk, dates: dict[str, Any], field: str) -> None:
    number = desk.open()["number"]
    errors = plan(desk, number, status=422, **dates)["errors"]
    assert [error["field"].rpartition(".")[2] for error in errors] == [field]


def test_tickets_are_found_by_their_plan_and_sorted_by_it(desk: Desk) -> None:
    late, early, free = (desk.open()["number"] for _ in range(3))
    plan(desk, late, planned_from=TUESDAY)
    plan(desk, early, planned_from=MONDAY)
    rows = desk.get("/tickets?sort=planned_from")["items"]
    assert [row["number"] for row in rows] == [early, late, free]
    condition = '{"field":"planned_from","operator":"before","value":"2026-11-24"}'
    found = desk.get(f"/tickets?condition={condition}")["items"]
    assert [row["number"] for row in found] == [early]


def test_what_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    number = desk.open()["number"]
    version = plan(desk, number, planned_from=MONDAY)["version"]
    assert plan(desk, number, planned_from=MONDAY)["version"] == version
