"""Forwarding to somebody outside, and another requester."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import MULTIPART_CONTENT

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_label, a_role, an_actor_with
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_requester
from relaydesk.tickets.tests.conftest import Desk, desk_of


def messages_of(desk: Desk, number: str) -> list[dict[str, Any]]:
    items = desk.get(f"/tickets/{number}/timeline")["items"]
    return [one["message"] for one in reversed(items) if one["message"]]


def forward(ids: list[str], **more: Any) -> dict[str, Any]:
    return {"to": ["supplier@parts.example"], "message_ids": ids, "body_html": "<p>请报价</p>", **more}


def test_a_forward_is_a_note_with_its_addresses_and_the_requester_never_sees_it(desk: Desk) -> None:
    number = desk.open()["number"]
    first = messages_of(desk, number)[0]["id"]
    sent = desk.post(f"/tickets/{number}/forwards", forward([first], cc=["boss@parts.example"]))
    assert sent["visibility"] == "note"
    assert sent["recipients"]["to"] == ["supplier@parts.example"]
    assert "面板显示 E4" in sent["quoted_html"]
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    assert len(tickets.messages(ticket.id, public_only=True)) == 1


def test_an_internal_note_leaves_the_house_only_when_asked_for(desk: Desk) -> None:
    number = desk.open()["number"]
    note = desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "客户很急"})["id"]
    refused = desk.post(f"/tickets/{number}/forwards", forward([note]), status=409)
    assert (refused["code"], refused["note_ids"]) == ("forwards_internal_note", [note])
    assert (
        "客户很急"
        in desk.post(f"/tickets/{number}/forwards", forward([note], include_notes=True))["quoted_html"]
    )


def test_files_go_along_and_only_those_of_the_chosen_messages(desk: Desk) -> None:
    file = SimpleUploadedFile("照片.txt", b"x", "text/plain")
    upload = desk.api.post("/api/v1/files", {"file": file}, content_type=MULTIPART_CONTENT).json()["id"]
    number, other = desk.open(attachment_ids=[upload])["number"], desk.open()["number"]
    first = messages_of(desk, number)[0]
    body = forward([first["id"]], attachment_ids=[upload])
    assert [one["name"] for one in desk.post(f"/tickets/{number}/forwards", body)["attachments"]] == [
        "照片.txt"
    ]
    assert len(messages_of(desk, number)[0]["attachments"]) == 1
    elsewhere = messages_of(desk, other)[0]["id"]
    refused = desk.post(
        f"/tickets/{other}/forwards", forward([elsewhere], attachment_ids=[upload]), status=422
    )
    assert refused["errors"][0]["code"] == "unknown_attachment"
    desk.post(f"/tickets/{other}/forwards", forward([first["id"]]), status=422)


def test_what_is_masked_for_the_sender_leaves_masked(desk: Desk) -> None:
    masked = {"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}
    grants = dict.fromkeys(("tickets.read", "tickets.write"), Scope.ALL)
    clerk = desk_of(an_actor_with(roles=[a_role(grants=grants, field_rights=[masked])]))
    number = desk.open(body="回电 13812345678")["number"]
    sent = clerk.post(f"/tickets/{number}/forwards", forward([messages_of(desk, number)[0]["id"]]))
    stored = tickets.message(UUID(sent["id"]))
    assert stored is not None
    assert "13812345678" not in (stored.quoted_html or "")


def test_who_cannot_see_the_ticket_forwards_nothing(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    first = messages_of(desk, number)[0]["id"]
    stranger.post(f"/tickets/{number}/forwards", forward([first]), status=404)


def put(desk: Desk, number: str, body: Any, status: int = 200, **headers: Any) -> Any:
    response = desk.api.put(f"/api/v1/tickets/{number}/requester", body, **headers)
    assert response.status_code == status, response.content
    return response.json()


def test_another_requester_takes_over_for_a_reason_that_is_kept(desk: Desk) -> None:
    ticket = desk.open()
    new = make_requester(email="chen@example.com", name="陈女士")
    body = {"requester_id": str(new), "reason": "同事接手"}
    changed = put(desk, ticket["number"], body, HTTP_IF_MATCH=f'"{ticket["version"]}"')
    assert changed["requester"]["name"] == "陈女士"
    facts = [
        one["event"] for one in desk.get(f"/tickets/{ticket['number']}/timeline")["items"] if one["event"]
    ]
    fact = next(one for one in facts if one["name"] == "tickets.requester.changed")
    assert fact["data"]["reason"] == "同事接手"
    put(desk, ticket["number"], body | {"requester_id": ticket["requester"]["id"]}, 412, HTTP_IF_MATCH='"1"')


def test_a_number_in_the_reason_is_masked_for_whom_numbers_are(desk: Desk) -> None:
    masked = {"field": "tickets.requester.phone", "ticket_type": "*", "right": "masked"}
    clerk = desk_of(an_actor_with(roles=[a_role(grants={"tickets.read": Scope.ALL}, field_rights=[masked])]))
    number = desk.open()["number"]
    put(desk, number, {"requester_id": str(make_requester()), "reason": "改由 13812345678 联系"})
    lines = clerk.get(f"/tickets/{number}/timeline")["items"]
    assert "改由 138****5678 联系" in str(lines)
    assert "13812345678" not in str(lines)


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"requester_id": "018f0000-0000-7000-8000-000000000001"}])
def test_without_a_reason_or_a_contact_nothing_changes(desk: Desk, wrong: dict[str, str]) -> None:
    number = desk.open()["number"]
    put(desk, number, {"requester_id": str(make_requester()), "reason": "因为", **wrong}, 422)


def test_cve_2026_40591_a_contact_out_of_sight_cannot_be_taken(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    hidden = make_requester()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_contact SET label = %s WHERE id = %s", [a_label("secret"), hidden])
    body = {"requester_id": str(hidden), "reason": "试试"}
    assert put(desk, number, body, 422)["errors"][0]["code"] == "unknown_contact"
    put(stranger, number, body, 404)
