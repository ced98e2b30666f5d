"""Opening a ticket over the API."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.tickets.testing import make_ticket

from .conftest import Desk


def test_a_ticket_is_opened_with_its_first_message(desk: Desk) -> None:
    ticket = desk.open(priority="P1", tags=["空调", "VIP"])
    assert ticket["subject"] == "空调不制冷"
    assert ticket["number"].startswith("GD20")
    assert ticket["status"]["key"] == "new"
    assert ticket["priority"] == "P1"
    assert ticket["tags"] == ["空调", "VIP"]
    assert ticket["version"] == 1
    assert ticket["requester"]["email"] == "wang@example.com"
    assert ticket["team"]["name"] == "服务台" or ticket["team"]["name"]
    assert ticket["can"] == {
        **dict.fromkeys(("assign", "edit", "set_status", "reply", "note", "merge"), True),
        **dict.fromkeys(("delete", "restore", "set_label", "unmerge"), False),
        "fields": {},
    }
    timeline = desk.get(f"/tickets/{ticket['number']}/timeline")
    assert [item["kind"] for item in timeline["items"]] == ["event", "message"]
    assert timeline["items"][1]["message"]["body_text"] == "从昨天下午开始，面板显示 E4。"
    assert timeline["items"][1]["message"]["author"]["kind"] == "contact"


def test_location_and_etag_name_the_new_ticket(desk: Desk) -> None:
    body = {"subject": "s", "body": "b", "requester": {"email": "a@example.com"}}
    response = desk.api.post("/api/v1/tickets", body)
    assert response["Location"] == f"/api/v1/tickets/{response.json()['number']}"
    assert response["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"type": "unheard"}, "type", "unknown_type"),
        ({"team_id": "0199aaaa-0000-7000-8000-000000000000"}, "team_id", "unknown_team"),
        ({"assignee_id": "0199aaaa-0000-7000-8000-000000000000"}, "assignee_id", "unknown_agent"),
        ({"requester": {"id": "0199aaaa-0000-7000-8000-000000000000"}}, "requester.id", "unknown_contact"),
        ({"requester": {"email": "no address"}}, "email", "not_an_address"),
        (
            {"attachment_ids": ["0199aaaa-0000-7000-8000-000000000000"]},
            "attachment_ids",
            "unknown_attachment",
        ),
        ({"subject": "\u200b \u2028"}, "subject", "required"),
        ({"priority": "P9"}, "priority", "unknown_value"),
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"status": "closed"}, "status", "unknown_field"),
        ({"version": 7}, "version", "unknown_field"),
    ],
)
def test_what_does_not_exist_or_may_not_be_set_is_refused_by_name(
    desk: Desk, change: dict[str, Any], field: str, code: str
) -> None:
    body = {"subject": "s", "body": "b", "requester": {"email": "a@example.com"}, **change}
    problem = desk.post("/tickets", body, status=422)
    assert (problem["errors"][0]["field"], problem["errors"][0]["code"]) == (field, code)


def test_a_subject_is_one_line_of_at_most_500_characters(desk: Desk) -> None:
    assert desk.open(subject="a\r\nBcc: b\tc")["subject"] == "a Bcc: b c"
    assert len(desk.open(subject="长" * 800)["subject"]) == 500


def test_hostile_html_is_made_harmless_before_it_is_stored(desk: Desk) -> None:
    ticket = desk.open(body=None, body_html="<style>x</style><p onclick=a()>Hi<script>1</script></p>")
    message = desk.get(f"/tickets/{ticket['number']}/timeline")["items"][1]["message"]
    assert message["body_html"] == "<p>Hi</p>"
    assert message["body_text"] == "Hi"


def test_the_agent_who_is_named_must_be_in_the_team(desk: Desk, stranger: Desk) -> None:
    body = {
        "subject": "s",
        "body": "b",
        "requester": {"email": "a@example.com"},
        "team_id": str(next(iter(desk.actor.team_ids))),
        "assignee_id": str(stranger.actor.agent_id),
    }
    assert desk.post("/tickets", body, status=409)["code"] == "assignee_not_in_team"


def test_an_agent_without_a_team_named_brings_his_own(desk: Desk, stranger: Desk) -> None:
    ticket = desk.open(assignee_id=str(stranger.actor.agent_id))
    assert ticket["assignee"]["id"] == str(stranger.actor.agent_id)
    assert ticket["team"]["id"] == str(next(iter(stranger.actor.team_ids)))
    assert ticket["progress"][1]["state"] == "current"


def test_an_agent_who_left_is_nobody_to_assign(desk: Desk, stranger: Desk) -> None:
    from relaydesk.people import public as people

    people.edit_agent(agent_id=stranger.actor.agent_id, active=False)
    body = {
        "subject": "s",
        "requester": {"email": "a@example.com"},
        "assignee_id": str(stranger.actor.agent_id),
    }
    assert desk.post("/tickets", body, status=422)["errors"][0]["code"] == "unknown_agent"


def test_numbers_are_unique_across_types(desk: Desk) -> None:
    numbers = [desk.open(type=key)["number"] for key in ("request", "repair", "refund", "complaint")]
    assert [number[:2] for number in numbers] == ["GD", "BX", "TK", "TS"]
    assert len({number.rpartition("-")[2] for number in numbers}) == 4


def test_opening_by_api_takes_at_most_twelve_statements(desk: Desk) -> None:
    body = {"subject": "s", "body": "b", "requester": {"email": "new@example.com", "name": "新"}}
    desk.post("/tickets", {**body, "requester": {"email": "old@example.com"}})
    with CaptureQueriesContext(connection) as queries:
        desk.post("/tickets", {**body, "assignee_id": str(desk.actor.agent_id)})
    assert len(queries) <= 12


def test_the_same_external_id_opens_one_ticket(db: None) -> None:
    first = make_ticket(external_id="mail:<1@example.com>", subject="one")
    again = make_ticket(external_id="mail:<1@example.com>", subject="two")
    assert again == first
    assert make_ticket(external_id="mail:<2@example.com>").id != first.id


def test_a_mail_without_subject_still_becomes_a_ticket(db: None) -> None:
    assert make_ticket(subject=" \r\n ").subject == "(无主题)"
