"""Sensitivity labels that win over roles, and the bin."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import a_label, an_actor_with, an_administrator
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.tickets.tests.conftest import Desk, desk_of

ALL = {"tickets.read": Scope.ALL, "tickets.write": Scope.ALL, "tickets.set_label": Scope.ALL}


def recorded(*names: str) -> list[tuple[str, str]]:
    """Names and actors of facts in the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, actor_id FROM platform_event WHERE name = ANY(%s) ORDER BY id", [list(names)]
        )
        return list(cursor.fetchall())


@pytest.fixture
def cleared(db: None) -> Desk:
    a_label("secret")
    cache.clear_all()
    return desk_of(an_actor_with(grants=ALL, labels=["secret"]))


def test_gb_22239_g_without_clearance_a_labelled_ticket_is_not_there(cleared: Desk, admin: Desk) -> None:
    number = cleared.open()["number"]
    admin.get(f"/tickets/{number}")
    shown = cleared.patch(f"/tickets/{number}", {"label": "secret"})
    assert shown["label"]["key"] == "secret"
    assert cleared.get(f"/tickets/{number}")["can"]["edit"]
    for path in ("", "/timeline"):
        admin.get(f"/tickets/{number}{path}", 404)
    admin.patch(f"/tickets/{number}", {"subject": "x"}, 404)
    admin.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "x"}, 404)
    assert admin.api.delete(f"/api/v1/tickets/{number}").status_code == 404
    assert admin.get("/tickets")["items"] == []
    cache.clear_all()
    assert admin.get("/views/counts")["views"]["all"]["count"] == 0
    assert [row["number"] for row in cleared.get("/tickets")["items"]] == [number]


def test_views_of_labelled_tickets_are_recorded_and_not_shown(cleared: Desk) -> None:
    number = cleared.open()["number"]
    cleared.get(f"/tickets/{number}")
    assert not recorded("tickets.ticket.viewed")
    cleared.patch(f"/tickets/{number}", {"label": "secret"})
    cleared.get(f"/tickets/{number}")
    assert recorded("tickets.ticket.viewed") == [("tickets.ticket.viewed", str(cleared.actor.agent_id))]
    names = [
        line["event"]["name"] for line in cleared.get(f"/tickets/{number}/timeline")["items"] if line["event"]
    ]
    assert "tickets.ticket.labelled" in names
    assert "tickets.ticket.viewed" not in names


def test_only_who_may_label_and_is_cleared_labels(cleared: Desk, desk: Desk, admin: Desk) -> None:
    number = desk.open()["number"]
    refused = desk.patch(f"/tickets/{number}", {"label": "secret"}, 403)
    assert refused["permission"] == "tickets.set_label"
    assert admin.patch(f"/tickets/{number}", {"label": "secret"}, 403)["code"] == "not_cleared"
    cleared.patch(f"/tickets/{number}", {"label": "nowhere"}, 422)
    only_labels = desk_of(an_actor_with(grants={**ALL, "tickets.write": Scope.OWN}, labels=["secret"]))
    only_labels.patch(f"/tickets/{number}", {"label": "secret"})
    only_labels.patch(f"/tickets/{number}", {"label": None, "subject": "x"}, 403)
    assert only_labels.patch(f"/tickets/{number}", {"label": None})["label"] is None


@pytest.fixture
def keeper(db: None) -> Desk:
    return desk_of(an_administrator())


def test_a_deleted_ticket_is_gone_for_all_but_those_who_may_restore_it(keeper: Desk, desk: Desk) -> None:
    number = desk.open()["number"]
    assert keeper.get(f"/tickets/{number}")["can"]["delete"]
    assert keeper.api.delete(f"/api/v1/tickets/{number}").status_code == 204
    desk.get(f"/tickets/{number}", 404)
    desk.get(f"/tickets/{number}/timeline", 404)
    desk.patch(f"/tickets/{number}", {"subject": "x"}, 404)
    assert desk.get("/tickets")["items"] == []
    assert desk.get("/tickets?view=bin")["items"] == []
    assert keeper.get("/tickets")["items"] == []
    assert [row["number"] for row in keeper.get("/tickets?view=bin")["items"]] == [number]
    can: dict[str, Any] = keeper.get(f"/tickets/{number}")["can"]
    assert can["restore"]
    assert not can["edit"]
    assert keeper.patch(f"/tickets/{number}", {"subject": "x"}, 409)["code"] == "ticket_in_bin"
    assert keeper.api.delete(f"/api/v1/tickets/{number}").json()["code"] == "ticket_in_bin"
    keeper.post(f"/tickets/{number}/restore", {}, 200)
    assert keeper.post(f"/tickets/{number}/restore", {}, 409)["code"] == "ticket_not_in_bin"
    assert desk.get(f"/tickets/{number}")["subject"]
    facts = recorded("tickets.ticket.deleted", "tickets.ticket.restored")
    assert [name for name, _ in facts] == ["tickets.ticket.deleted", "tickets.ticket.restored"]


def test_who_may_not_delete_is_refused(desk: Desk) -> None:
    number = desk.open()["number"]
    assert desk.api.delete(f"/api/v1/tickets/{number}").status_code == 403
    own = desk_of(an_actor_with(grants={**ALL, "tickets.delete": Scope.OWN}))
    assert own.api.delete(f"/api/v1/tickets/{number}").status_code == 403


def test_a_requester_who_writes_to_a_deleted_ticket_opens_a_new_one(keeper: Desk) -> None:
    from relaydesk.platform.clock import now
    from relaydesk.tickets import public as tickets
    from relaydesk.tickets.contracts import AuthorKind
    from relaydesk.tickets.testing import make_message, make_ticket

    ticket = make_ticket()
    keeper.api.delete(f"/api/v1/tickets/{ticket.number}")
    message = make_message(ticket.id, author=AuthorKind.CONTACT, at=now())
    landed = tickets.ticket(message.ticket_id)
    assert landed is not None
    assert landed.id != ticket.id
    assert landed.deleted_at is None


def test_cve_2026_40591_nobody_opens_a_ticket_for_a_hidden_contact(admin: Desk, cleared: Desk) -> None:
    hidden = people.find_or_make_contact(email="vip@example.com", name="王总", at=now())
    apps.get_model("people", "Contact").objects.filter(id=hidden.id).update(label="secret")
    body = {"subject": "求助", "body": "请尽快", "requester": {"id": str(hidden.id)}}
    refused = admin.api.post("/api/v1/tickets", body)
    unknown = admin.api.post("/api/v1/tickets", {**body, "requester": {"id": str(uuid4())}})
    assert (refused.status_code, refused.json()["errors"]) == (422, unknown.json()["errors"])
    assert cleared.api.post("/api/v1/tickets", body).json()["requester"]["name"] == "王总"


def test_cve_2026_40589_an_address_tells_nothing_about_a_hidden_contact(admin: Desk, cleared: Desk) -> None:
    hidden = people.find_or_make_contact(email="vip@example.com", name="王总", phone="13812345678", at=now())
    apps.get_model("people", "Contact").objects.filter(id=hidden.id).update(label="secret")
    body = {"subject": "求助", "body": "请尽快", "requester": {"email": "vip@example.com"}}
    opened = admin.api.post("/api/v1/tickets", body)
    assert opened.status_code == 201
    number = opened.json()["number"]
    for answer in (opened, admin.api.get(f"/api/v1/tickets/{number}"), admin.api.get("/api/v1/tickets")):
        assert "王总" not in answer.content.decode()
        assert "12345678" not in answer.content.decode()
