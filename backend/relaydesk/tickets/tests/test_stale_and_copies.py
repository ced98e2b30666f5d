"""A reply is refused when somebody else wrote since; copies go to others; masked values are filled in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_role, an_actor_with, an_agent
from relaydesk.people import public as people
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_message
from relaydesk.tickets.tests.conftest import Desk, desk_of

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def thread_of(desk: Desk, number: str) -> list[dict[str, Any]]:
    items = desk.get(f"/tickets/{number}/timeline")["items"]
    return [one["message"] for one in items if one["message"]]


def id_of(number: str) -> int:
    found = tickets.ticket_by_number(number)
    assert found is not None
    return found.id


def reply(seen: str | None = None, **more: Any) -> dict[str, Any]:
    return {"visibility": "public", "body": "您好，师傅明天到。", "seen_message_id": seen, **more}


def test_a_reply_that_overlooks_a_new_message_is_refused_with_it(desk: Desk) -> None:
    number = desk.open()["number"]
    seen = thread_of(desk, number)[0]["id"]
    came = make_message(id_of(number), author="contact", body_text="已经好了，不用来了。")
    refused = desk.post(f"/tickets/{number}/messages", reply(seen), status=409)
    assert refused["code"] == "new_messages"
    assert refused["message_ids"] == [str(came.id)]
    desk.post(f"/tickets/{number}/messages", reply(str(came.id)))


def test_ones_own_replies_notes_and_machines_refuse_nothing(desk: Desk) -> None:
    number = desk.open()["number"]
    seen = thread_of(desk, number)[0]["id"]
    desk.post(f"/tickets/{number}/messages", reply())
    desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "记一下"})
    make_message(id_of(number), author="contact", body_text="自动回复：休假", automatic=True)
    desk.post(f"/tickets/{number}/messages", reply(seen))


def test_a_colleagues_reply_refuses_mine(desk: Desk) -> None:
    number = desk.open()["number"]
    seen = thread_of(desk, number)[0]["id"]
    colleague = desk_of(an_agent())
    colleague.post(f"/tickets/{number}/messages", reply())
    desk.post(f"/tickets/{number}/messages", reply(seen), status=409)
    desk.post(f"/tickets/{number}/messages", reply())  # sent anyway


def test_a_message_of_another_ticket_is_none_of_this_one(desk: Desk) -> None:
    number, other = desk.open()["number"], desk.open()["number"]
    seen = thread_of(desk, other)[0]["id"]
    refused = desk.post(f"/tickets/{number}/messages", reply(seen), status=422)
    assert refused["errors"][0]["code"] == "unknown_message"


def test_copies_are_kept_with_the_message_each_address_once(desk: Desk) -> None:
    number = desk.open()["number"]
    body = reply(cc=["Boss@Example.com", "boss@example.com"], bcc=["log@example.com", "boss@example.com"])
    written = desk.post(f"/tickets/{number}/messages", body)
    assert written["recipients"] == {"to": [], "cc": ["boss@example.com"], "bcc": ["log@example.com"]}


@pytest.mark.parametrize("address", ["boss", "a@b@c.d", "a@example.com\r\nBcc: x@y.z", "王@example.com"])
def test_what_is_no_address_is_refused_at_its_place(desk: Desk, address: str) -> None:
    number = desk.open()["number"]
    refused = desk.post(f"/tickets/{number}/messages", reply(cc=["ok@example.com", address]), status=422)
    assert refused["errors"][0]["field"] == "cc.1"


def test_a_note_goes_to_nobody(desk: Desk) -> None:
    number = desk.open()["number"]
    body = {"visibility": "note", "body": "内部", "cc": ["boss@example.com"]}
    assert (
        desk.post(f"/tickets/{number}/messages", body, status=422)["errors"][0]["code"]
        == "note_has_no_recipients"
    )


def test_a_masked_number_is_filled_in_when_the_reply_leaves_and_stays_masked_for_its_author(db: None) -> None:
    masked = {"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}
    grants = dict.fromkeys(("tickets.read", "tickets.write"), Scope.ALL)
    desk = desk_of(an_actor_with(roles=[a_role(grants=grants, field_rights=[masked])]))
    contact = people.find_or_make_contact(phone="+8613812345678", name="张三", at=AT)
    number = desk.open(requester={"id": str(contact.id)})["number"]
    html = '<p>您登记的电话 <span data-var="requester.phone">138****5678</span></p>'
    written = desk.post(f"/tickets/{number}/messages", reply(body=None, body_html=html))
    stored = tickets.messages(id_of(number), public_only=True)[-1]
    assert "13812345678" in stored.body_html.replace(" ", "")
    assert "13812345678" not in str(thread_of(desk, number)[0])
    assert "13812345678" not in str(written)
    copied = desk.post(f"/tickets/{number}/messages", reply(body=None, body_html=html, cc=["me@example.com"]))
    assert "138****5678" in copied["body_html"]
    stored = tickets.messages(id_of(number), public_only=True)[-1]
    assert "13812345678" not in stored.body_html
