"""Tickets that sleep, over the API."""

from datetime import timedelta
from typing import Any

from relaydesk.access.contracts import contact_actor
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.platform.testing import fire_timers
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket

from .conftest import Desk


def sleep(desk: Desk, number: str, until: Any = None, status: int = 200) -> Any:
    answer = desk.api.put(f"/api/v1/tickets/{number}/snooze", {"until": until and until.isoformat()})
    assert answer.status_code == status, answer.content
    return answer.json()


def listed(desk: Desk, view: str) -> list[str]:
    return [row["number"] for row in desk.get(f"/tickets?view={view}")["items"]]


def count(desk: Desk, view: str) -> int:
    cache.clear_all()
    number: int = desk.get("/views/counts")["views"][view]["count"]
    return number


def test_a_sleeping_ticket_is_out_of_the_open_views_until_its_instant(desk: Desk) -> None:
    number = desk.open(assignee_id=str(desk.actor.agent_id))["number"]
    until = now() + timedelta(hours=2)
    shown = sleep(desk, number, until)
    assert shown["snoozed_at"]
    assert listed(desk, "mine") == []
    assert count(desk, "mine") == 0
    assert listed(desk, "all") == [number]
    fire_timers(until - timedelta(minutes=1))
    assert listed(desk, "mine") == []
    fire_timers(until)
    assert listed(desk, "mine") == [number]
    assert desk.get(f"/tickets/{number}")["snoozed_at"] is None
    told = [one["event"] for one in desk.get(f"/tickets/{number}/timeline")["items"] if one["event"]]
    assert (told[0]["name"], told[0]["data"]["reason"]) == ("tickets.ticket.awoken", "due")


def test_a_later_instant_replaces_an_earlier_one(desk: Desk) -> None:
    number = desk.open()["number"]
    soon, later = now() + timedelta(hours=1), now() + timedelta(hours=5)
    sleep(desk, number, soon)
    sleep(desk, number, later)
    fire_timers(soon)
    assert desk.get(f"/tickets/{number}")["snoozed_at"]
    fire_timers(later)
    assert not desk.get(f"/tickets/{number}")["snoozed_at"]


def test_the_requesters_answer_wakes_it(desk: Desk) -> None:
    number = desk.open()["number"]
    sleep(desk, number)
    ticket = Ticket.objects.get(number=number)
    desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "等他"})
    assert desk.get(f"/tickets/{number}")["snoozed_at"]
    requester = contact_actor(ticket.requester_id, "王女士")
    tickets.add_message(actor=requester, at=now(), ticket_id=ticket.id, channel="portal", body_text="好了吗")
    assert not desk.get(f"/tickets/{number}")["snoozed_at"]


def test_a_timer_that_comes_too_late_does_nothing(desk: Desk) -> None:
    number = desk.open()["number"]
    until = now() + timedelta(hours=1)
    sleep(desk, number, until)
    desk.api.delete(f"/api/v1/tickets/{number}/snooze")
    version = desk.get(f"/tickets/{number}")["version"]
    fire_timers(until)
    assert desk.get(f"/tickets/{number}")["version"] == version


def test_finished_tickets_need_no_sleep_and_solving_ends_it(desk: Desk) -> None:
    number = desk.open()["number"]
    assert sleep(desk, number, now() - timedelta(minutes=1), 422)["errors"][0]["code"] == "past"
    sleep(desk, number)
    assert desk.patch(f"/tickets/{number}", {"status": "solved"})["snoozed_at"] is None
    assert sleep(desk, number, status=409)["code"] == "snooze_ended"


def test_sleep_is_a_field_of_conditions(desk: Desk) -> None:
    asleep, awake = (desk.open()["number"] for _ in range(2))
    sleep(desk, asleep)
    for wanted, number in (("true", asleep), ("false", awake)):
        tree = '{"field":"snoozed","operator":"is","value":' + wanted + "}"
        found = desk.api.get("/api/v1/tickets", {"condition": tree}).json()["items"]
        assert [row["number"] for row in found] == [number]


def test_who_may_not_change_a_ticket_cannot_put_it_to_sleep(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    sleep(stranger, number, status=404)
