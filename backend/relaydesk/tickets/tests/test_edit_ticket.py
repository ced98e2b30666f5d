"""Changing a ticket over the API."""

from typing import Any

import pytest

from relaydesk.platform.events import history

from .conftest import Desk


def test_several_fields_change_in_one_version_with_one_fact_each(desk: Desk) -> None:
    ticket = desk.open()
    path = f"/tickets/{ticket['number']}"
    changed = desk.patch(
        path,
        {"subject": "新标题", "priority": "P0", "status": "open", "assignee_id": str(desk.actor.agent_id)},
    )
    assert changed["version"] == 2
    assert changed["subject"] == "新标题"
    assert changed["assignee"]["id"] == str(desk.actor.agent_id)
    names = [i["event"]["name"] for i in desk.get(f"{path}/timeline")["items"] if i["kind"] == "event"]
    assert sorted(names) == [
        "tickets.priority.changed",
        "tickets.status.changed",
        "tickets.ticket.assigned",
        "tickets.ticket.edited",
        "tickets.ticket.opened",
    ]


def test_a_stale_version_is_refused_and_shows_who_changed_what(desk: Desk, admin: Desk) -> None:
    number = desk.open()["number"]
    admin.patch(f"/tickets/{number}", {"priority": "P0"})
    problem = desk.patch(f"/tickets/{number}", {"priority": "P3"}, status=412, HTTP_IF_MATCH='"1"')
    assert problem["code"] == "stale"
    assert problem["current_version"] == 2
    [change] = problem["changes"]
    assert change["name"] == "tickets.priority.changed"
    assert (change["actor"]["name"], change["own"]) == (admin.actor.name, False)
    assert (change["data"]["before"], change["data"]["after"]) == ("P2", "P0")
    assert desk.get(f"/tickets/{number}")["priority"] == "P0"


def test_a_stale_version_says_what_oneself_changed_whatever_one_is_called(desk: Desk, admin: Desk) -> None:
    number = desk.open()["number"]
    desk.patch(f"/tickets/{number}", {"priority": "P0"})
    admin.patch(f"/tickets/{number}", {"priority": "P1"})
    problem = desk.patch(f"/tickets/{number}", {"priority": "P3"}, status=412, HTTP_IF_MATCH='"1"')
    assert [change["own"] for change in problem["changes"]] == [True, False]


def test_with_the_right_version_it_goes_through(desk: Desk) -> None:
    number = desk.open()["number"]
    response = desk.api.patch(f"/api/v1/tickets/{number}", {"priority": "P0"}, HTTP_IF_MATCH='"1"')
    assert response.status_code == 200
    assert response["ETag"] == '"2"'


def test_what_is_already_so_changes_nothing(desk: Desk) -> None:
    ticket = desk.open()
    same = {"subject": ticket["subject"], "priority": "P2", "status": "new", "tags": [], "type": "request"}
    assert desk.patch(f"/tickets/{ticket['number']}", same)["version"] == 1
    assert len(desk.get(f"/tickets/{ticket['number']}/timeline")["items"]) == 2


def test_an_illegal_move_names_the_legal_ones_and_changes_nothing(desk: Desk) -> None:
    number = desk.open()["number"]
    problem = desk.patch(f"/tickets/{number}", {"status": "closed", "priority": "P0"}, status=409)
    assert problem["code"] == "illegal_transition"
    assert problem["allowed"] == ["open", "waiting", "hold", "solved"]
    ticket = desk.get(f"/tickets/{number}")
    assert (ticket["status"]["key"], ticket["priority"], ticket["version"]) == ("new", "P2", 1)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"status": "nowhere"}, 422, "invalid"),
        ({"type": "nothing"}, 422, "invalid"),
        ({"team_id": "0199aaaa-0000-7000-8000-000000000000"}, 422, "invalid"),
        ({"assignee_id": "0199aaaa-0000-7000-8000-000000000000"}, 422, "invalid"),
        ({"number": "GD1"}, 422, "invalid"),
        ({"version": 9}, 422, "invalid"),
        ({"requester_id": "0199aaaa-0000-7000-8000-000000000000"}, 422, "invalid"),
    ],
)
def test_what_may_not_be_written_is_refused(desk: Desk, body: dict[str, Any], status: int, code: str) -> None:
    number = desk.open()["number"]
    assert desk.patch(f"/tickets/{number}", body, status=status)["code"] == code


def test_solving_and_reopening_keeps_the_instants_true(desk: Desk) -> None:
    number = desk.open()["number"]
    assert desk.patch(f"/tickets/{number}", {"status": "solved"})["solved_at"]
    closed = desk.patch(f"/tickets/{number}", {"status": "closed"})
    assert closed["solved_at"]
    assert closed["closed_at"]
    assert closed["next_statuses"] == []
    assert [step["state"] for step in closed["progress"]] == ["done"] * 4


def test_handing_over_to_a_team_frees_the_assignee_who_is_not_in_it(desk: Desk, stranger: Desk) -> None:
    ticket = desk.open(assignee_id=str(desk.actor.agent_id))
    finance = str(next(iter(stranger.actor.team_ids)))
    handed = desk.patch(f"/tickets/{ticket['number']}", {"team_id": finance})
    assert handed["team"]["id"] == finance
    assert handed["assignee"] is None
    assert handed["department"]["id"] == str(stranger.actor.department_id)
    assert not any(handed["can"].values())
    desk.get(f"/tickets/{ticket['number']}", status=404)
    assert stranger.get(f"/tickets/{ticket['number']}")["can"]["assign"]


def test_null_takes_team_and_assignee_away(desk: Desk, admin: Desk) -> None:
    ticket = desk.open(assignee_id=str(desk.actor.agent_id))
    freed = desk.patch(f"/tickets/{ticket['number']}", {"assignee_id": None})
    assert freed["assignee"] is None
    assert freed["team"] == ticket["team"]
    assert admin.patch(f"/tickets/{ticket['number']}", {"team_id": None})["team"] is None


def test_the_fact_of_assigning_says_from_whom_to_whom(desk: Desk) -> None:
    from relaydesk.tickets.models import Ticket

    ticket = desk.open()
    desk.patch(f"/tickets/{ticket['number']}", {"assignee_id": str(desk.actor.agent_id)})
    ticket_id = Ticket.objects.get(number=ticket["number"]).id
    fact = history(f"ticket:{ticket_id}")[-1].event
    assert fact.assignee_id == desk.actor.agent_id
    assert fact.previous_assignee_id is None
    assert fact.reason == "manual"
    assert fact.ticket_version == 2
