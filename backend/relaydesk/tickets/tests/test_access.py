"""Regression list A of the security page, as far as it concerns tickets and files. Named by advisory."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import MULTIPART_CONTENT

from config.urls import api
from relaydesk.access.contracts import contact_actor
from relaydesk.access.testing import ApiClient
from relaydesk.files import public as files
from relaydesk.people import public as people
from relaydesk.platform.http.api import declared_routes
from relaydesk.platform.http.router import PUBLIC
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Message, Ticket
from relaydesk.tickets.testing import make_message, make_requester, make_ticket

from .conftest import Desk

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTE = "内部：客户是竞争对手"


def upload(desk: Desk, data: bytes = b"hello", name: str = "a.txt") -> dict[str, Any]:
    response = desk.api.post(
        "/api/v1/files",
        {"file": SimpleUploadedFile(name, data)},
        content_type=MULTIPART_CONTENT,
    )
    assert response.status_code == 201, response.content
    return response.json()


ROUTES = [
    ("get", "/tickets/{n}", None),
    ("get", "/tickets/{n}/timeline", None),
    ("patch", "/tickets/{n}", {"priority": "P0"}),
    ("post", "/tickets/{n}/messages", {"visibility": "public", "body": "x"}),
    ("post", "/tickets/{n}/messages", {"visibility": "note", "body": "x"}),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_cve_2026_14871_another_s_ticket_is_as_if_it_did_not_exist(
    desk: Desk, stranger: Desk, method: str, path: str, body: Any
) -> None:
    number = desk.open()["number"]
    before = Ticket.objects.values().get(number=number)
    for target in (number, "GD000000-00000"):
        call = getattr(stranger.api, method)
        response = call(f"/api/v1{path.format(n=target)}", *([body] if body else []))
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"
    assert Ticket.objects.values().get(number=number) == before
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_cve_2026_14871_without_sign_in_nothing_is_answered(
    desk: Desk, method: str, path: str, body: Any
) -> None:
    number = desk.open()["number"]
    call = getattr(ApiClient(), method)
    response = call(f"/api/v1{path.format(n=number)}", *([body] if body else []))
    assert response.status_code == 401


def test_cve_2026_41189_one_decision_for_view_edit_count_and_list(desk: Desk, stranger: Desk) -> None:
    desk.open()
    assert stranger.get("/tickets")["items"] == []
    assert stranger.get("/tickets?assignee=none")["items"] == []
    assert {c["count"] for c in stranger.get("/views/counts")["views"].values()} == {0}


def test_cve_2023_45024_counts_and_pages_tell_nothing_of_hidden_tickets(desk: Desk, stranger: Desk) -> None:
    for _ in range(3):
        desk.open()
    page = stranger.get("/tickets?limit=1")
    assert page == {"items": [], "next_cursor": None}
    requester = Ticket.objects.first().requester_id  # type: ignore[union-attr]
    assert stranger.get(f"/tickets?requester={requester}")["items"] == []


def test_ghsa_wqq7_4q7m_273v_a_number_in_the_path_obeys_the_same_rule(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    stranger.get(f"/tickets/{number}", status=404)
    desk.get(f"/tickets/{number}")


def test_cve_2026_40591_every_foreign_id_in_a_body_is_checked(desk: Desk, stranger: Desk) -> None:
    theirs = upload(stranger)
    number = desk.open()["number"]
    body = {"visibility": "public", "body": "x", "attachment_ids": [theirs["id"]]}
    problem = desk.post(f"/tickets/{number}/messages", body, status=422)
    assert problem["errors"][0]["code"] == "unknown_attachment"
    other_agent = str(stranger.actor.agent_id)
    team = str(next(iter(desk.actor.team_ids)))
    problem = desk.patch(f"/tickets/{number}", {"assignee_id": other_agent, "team_id": team}, status=409)
    assert problem["code"] == "assignee_not_in_team"
    assert Message.objects.count() == 1


def test_cve_2026_40589_naming_a_known_address_moves_and_tells_nothing(desk: Desk) -> None:
    hidden = people.find_or_make_contact(email="hidden@example.com", phone="13800138000", name="隐名", at=NOW)
    ticket = desk.open(requester={"email": "other@example.com", "phone": "13800138000", "name": "别人"})
    assert ticket["requester"]["id"] != str(hidden.id)
    assert ticket["requester"]["phone"] is None
    assert people.contact(hidden.id) == hidden


def test_cve_2026_34722_nested_parts_of_a_new_ticket_are_authorised(desk: Desk, stranger: Desk) -> None:
    theirs = upload(stranger)
    body = {
        "subject": "s",
        "body_html": f'<p>x</p><img src="{theirs["url"]}">',
        "requester": {"email": "a@example.com"},
    }
    problem = desk.post("/tickets", body, status=422)
    assert problem["errors"][0]["code"] == "unknown_attachment"
    assert Ticket.objects.count() == 0


def test_cve_2023_5331_an_upload_belongs_to_its_uploader_until_it_is_attached(
    desk: Desk, stranger: Desk
) -> None:
    mine = upload(desk)
    stranger.get(f"/files/{mine['id']}", status=404)
    assert desk.api.get(mine["url"]).status_code == 200
    number = desk.open(attachment_ids=[mine["id"]])["number"]
    stranger.get(f"/files/{mine['id']}", status=404)
    assert desk.api.get(mine["url"]).content == b"hello"
    again = {"visibility": "public", "body": "x", "attachment_ids": [mine["id"]]}
    assert desk.post(f"/tickets/{number}/messages", again, status=422)["code"] == "invalid"


def test_cve_2025_32360_notes_and_inner_fields_never_reach_requesters(desk: Desk) -> None:
    ticket = make_ticket(assignee_id=desk.actor.agent_id)
    desk.post(f"/tickets/{ticket.number}/messages", {"visibility": "note", "body": NOTE})
    seen = tickets.messages(ticket.id, public_only=True)
    assert NOTE not in repr(seen)
    requester = contact_actor(ticket.requester_id, "王")
    assert not tickets.may_read(requester, ticket.id)
    assert tickets.visible_ids(requester, [ticket.id]) == set()


def test_cve_2025_32360_a_requester_reads_no_file_through_the_desk_s_door(desk: Desk) -> None:
    ticket = make_ticket()
    mine = upload(desk)
    body = {"visibility": "note", "body": NOTE, "attachment_ids": [mine["id"]]}
    desk.post(f"/tickets/{ticket.number}/messages", body)
    requester = contact_actor(ticket.requester_id, "王")
    assert not files.may_read(requester, mine["id"])


def test_cve_2026_33355_facts_carry_no_words_of_notes(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": NOTE})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_event WHERE payload::text LIKE %s", [f"%{NOTE[3:]}%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "field",
    [
        "id",
        "number",
        "version",
        "created_at",
        "solved_at",
        "requester",
        "channel",
        "at_risk",
        "department_id",
    ],
)
def test_cve_2025_48476_only_listed_fields_can_be_written(desk: Desk, field: str) -> None:
    number = desk.open()["number"]
    problem = desk.patch(f"/tickets/{number}", {field: 1}, status=422)
    assert problem["errors"][0]["code"] == "unknown_field"


def test_cve_2025_26846_every_write_asks_for_the_right_to_write(db: None) -> None:
    from dataclasses import replace

    from relaydesk.access.contracts import Scope
    from relaydesk.access.testing import an_agent
    from relaydesk.platform.errors import Forbidden

    reader = replace(an_agent(), grants={"tickets.read": Scope.ALL})
    ticket = make_ticket()
    calls = [
        lambda: tickets.add_message(actor=reader, at=NOW, ticket_id=ticket.id, channel="desk", body_text="x"),
        lambda: tickets.set_status(actor=reader, at=NOW, ticket_id=ticket.id, status_key="open"),
        lambda: tickets.assign_ticket(actor=reader, at=NOW, ticket_id=ticket.id, assignee_id=None),
        lambda: make_ticket(actor=reader),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()
    assert tickets.ticket(ticket.id) == ticket


def test_cve_2020_29160_messages_cannot_be_rewritten(desk: Desk) -> None:
    number = desk.open()["number"]
    message = Message.objects.get()
    for method in ("put", "patch", "delete"):
        for path in (f"/api/v1/tickets/{number}/messages/{message.id}", f"/api/v1/tickets/{number}/messages"):
            response = getattr(desk.api, method)(path, {"body": "x"})
            assert response.status_code in (404, 405)
    assert Message.objects.values().get() == Message.objects.filter(pk=message.pk).values().get()


def test_cve_2026_44231_reading_changes_nothing(desk: Desk) -> None:
    number = desk.open()["number"]

    def fingerprint() -> list[Any]:
        with connection.cursor() as cursor:
            rows = []
            for table in (
                "tickets_ticket",
                "tickets_message",
                "platform_event",
                "platform_timer",
                "files_attachment",
            ):
                cursor.execute(
                    f"SELECT coalesce(string_agg(r::text, '|' ORDER BY r::text), '') FROM {table} r"
                )
                rows.append(cursor.fetchone())
            return rows

    before = fingerprint()
    for path in (
        f"/tickets/{number}",
        f"/tickets/{number}/timeline",
        "/tickets",
        "/views/counts",
        "/ticket-types",
    ):
        desk.get(path)
    assert fingerprint() == before


def test_cve_2026_28218_a_file_of_an_owner_nobody_answers_for_is_closed(admin: Desk) -> None:
    stored = files.store(name="x", content_type="", data=b"x", uploader=admin.actor, at=NOW)
    files.attach([stored.id], owner="unheard:1", actor=admin.actor)
    admin.get(f"/files/{stored.id}", status=404)


def test_every_ticket_route_names_its_permission() -> None:
    rules = {
        (r.method, r.path): r.permission
        for r in declared_routes(api)
        if r.path.startswith(("/ticket", "/files")) and "sla" not in r.path and "dispatch" not in r.path
    }
    assert len(rules) >= 11
    assert not any(isinstance(rule, PUBLIC) for rule in rules.values())


def test_a_requester_known_by_id_is_taken_as_he_is(desk: Desk) -> None:
    requester = make_requester(email="known@example.com", name="原名")
    ticket = desk.open(requester={"id": str(requester), "name": "新名"})
    assert ticket["requester"]["name"] == "原名"
    desk.post(
        "/tickets",
        {"subject": "s", "requester": {"id": str(requester), "email": "x@example.com"}},
        status=422,
    )


def test_notes_show_at_the_desk_only_to_those_who_see_the_ticket(desk: Desk, stranger: Desk) -> None:
    ticket = make_ticket()
    make_message(ticket.id, visibility="note", body_text=NOTE)
    kinds = [i["kind"] for i in desk.get(f"/tickets/{ticket.number}/timeline")["items"]]
    assert "note" in kinds
    stranger.get(f"/tickets/{ticket.number}/timeline", status=404)
