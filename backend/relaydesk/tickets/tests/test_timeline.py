"""The history of a ticket."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from relaydesk.tickets import sections
from relaydesk.tickets.contracts import DeliveryView
from relaydesk.tickets.testing import make_message, make_ticket

from .conftest import Desk

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_timeline_is_newest_first_and_pages_through_everything_once(desk: Desk) -> None:
    ticket = make_ticket(at=START, assignee_id=desk.actor.agent_id)
    for n in range(7):
        # several things at one instant: the order must still be total
        make_message(ticket.id, at=START + timedelta(minutes=n // 3), visibility=("public", "note")[n % 2])
    desk.patch(f"/tickets/{ticket.number}", {"priority": "P0", "status": "hold", "subject": "neu"})
    whole = desk.get(f"/tickets/{ticket.number}/timeline?limit=200")["items"]
    seen, cursor = [], ""
    while True:
        page = desk.get(f"/tickets/{ticket.number}/timeline?limit=2{cursor}")
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert [i["id"] for i in seen] == [i["id"] for i in whole]
    assert len({i["id"] for i in whole}) == len(whole) == 8 + 4
    assert [i["at"] for i in whole] == sorted((i["at"] for i in whole), reverse=True)
    assert {i["kind"] for i in whole} == {"message", "note", "event"}


def test_a_cursor_of_another_ticket_is_refused(desk: Desk) -> None:
    one, two = make_ticket(), make_ticket()
    cursor = desk.get(f"/tickets/{one.number}/timeline?limit=1")["next_cursor"]
    desk.get(f"/tickets/{two.number}/timeline?cursor={cursor}", status=422)


def test_messages_show_how_far_they_got(desk: Desk) -> None:
    ticket = make_ticket()
    message = make_message(ticket.id)

    def delivery(ids: list[UUID]) -> dict[UUID, DeliveryView]:
        return {message.id: DeliveryView("held", START, None)} if message.id in ids else {}

    before = dict(sections._message_loaders)
    try:
        sections.register_message_section("delivery", delivery)
        sections.register_message_section("original", lambda ids: {message.id: True})
        items = desk.get(f"/tickets/{ticket.number}/timeline")["items"]
    finally:
        sections._message_loaders.clear()
        sections._message_loaders.update(before)
    shown = next(i["message"] for i in items if i["id"] == str(message.id))
    assert shown["delivery"] == {"state": "held", "at": "2026-03-02T09:00:00Z", "error": None}
    assert shown["has_original"] is True


def test_facts_show_who_did_what(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.patch(f"/tickets/{number}", {"priority": "P0"})
    event = desk.get(f"/tickets/{number}/timeline")["items"][0]["event"]
    assert event["actor"] == {"kind": "agent", "name": desk.actor.name}
    assert event["data"]["after"] == "P0"
