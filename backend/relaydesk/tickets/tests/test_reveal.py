"""A masked value is shown in full to who may see it, for a reason, on record, and not too often."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from django.db import connection

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import an_actor_with, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.tickets.contracts import TicketView
from relaydesk.tickets.public import messages
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
PATH = "/api/v1/privacy/reveal"
EMAIL, PHONE = "zhang.san@example.com", "+8613812345678"
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def recorded(prefix: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload || jsonb_build_object('subject', subject, 'name', name) FROM platform_event"
            " WHERE name LIKE %s ORDER BY id",
            [f"{prefix}%"],
        )
        return [orjson.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def body(subject: str, **more: str) -> dict[str, str]:
    return {"subject": subject, "field": "requester.email", "reason": "客户要求回信", **more}


@pytest.fixture
def ticket() -> TicketView:
    requester = people.find_or_make_contact(email=EMAIL, name="张三", at=AT).id
    return make_ticket(requester_id=requester, body_text="我的卡号 4111 1111 1111 1111")


@pytest.fixture
def manager() -> Actor:
    return an_agent(roles=("manager", "administrator"))


def test_the_value_is_shown_and_the_record_says_who_what_and_why_but_not_the_value(
    ticket: TicketView, manager: Actor
) -> None:
    answer = client_of(manager).post(PATH, body(f"ticket:{ticket.number}"))
    assert answer.json() == {"value": EMAIL}
    assert answer["Cache-Control"] == "no-store"
    fact = recorded("privacy.value.revealed")[0]
    assert fact["subject"] == f"ticket:{ticket.number}"
    assert (fact["field"], fact["reason"]) == ("requester.email", "客户要求回信")
    assert EMAIL not in str(fact)


def test_a_message_is_shown_whole(ticket: TicketView, manager: Actor) -> None:
    message = messages(ticket.id, public_only=False)[0]
    answer = client_of(manager).post(PATH, body(f"message:{message.id}", field="body"))
    assert "4111 1111 1111 1111" in answer.json()["value"]


def test_a_contacts_address_too(ticket: TicketView, manager: Actor) -> None:
    answer = client_of(manager).post(PATH, body(f"contact:{ticket.requester_id}", field="email"))
    assert answer.json() == {"value": EMAIL}
    assert client_of(manager).post(
        PATH, body(f"contact:{ticket.requester_id}", field="phone")
    ).status_code == 404  # fmt: skip


@pytest.mark.parametrize("reason", ["", "abc", "    ", "....", "aaaaaa"])
def test_a_reason_is_needed(ticket: TicketView, manager: Actor, reason: str) -> None:
    answer = client_of(manager).post(PATH, body(f"ticket:{ticket.number}", reason=reason))
    assert answer.status_code == 422
    assert recorded("privacy.") == []


def test_what_is_sensitive_in_the_reason_is_masked(ticket: TicketView, manager: Actor) -> None:
    client_of(manager).post(PATH, body(f"ticket:{ticket.number}", reason=f"call {PHONE} now"))
    assert recorded("privacy.value.revealed")[0]["reason"] == "call +86 138****5678 now"


def test_without_the_right_it_is_refused(ticket: TicketView) -> None:
    agent = an_agent(roles=("observer",))
    answer = client_of(agent).post(PATH, body(f"ticket:{ticket.number}"))
    assert answer.status_code == 403
    assert recorded("privacy.") == []


def test_what_one_cannot_see_is_not_found(ticket: TicketView) -> None:
    stranger = an_actor_with(grants={"privacy.reveal": Scope.ALL, "tickets.read": Scope.OWN})
    assert client_of(stranger).post(PATH, body(f"ticket:{ticket.number}")).status_code == 404
    message = messages(ticket.id, public_only=False)[0]
    assert client_of(stranger).post(PATH, body(f"message:{message.id}", field="body")).status_code == 404
    for subject in ("ticket:", "ticket:0", "message:x", "contact:x", "nothing:1", "ticket"):
        assert client_of(stranger).post(PATH, body(subject)).status_code == 404


def test_the_right_to_reveal_reaches_as_far_as_it_is_granted(ticket: TicketView) -> None:
    narrow = an_actor_with(grants={"privacy.reveal": Scope.OWN, "tickets.read": Scope.ALL})
    assert client_of(narrow).post(PATH, body(f"ticket:{ticket.number}")).status_code == 403


def test_mass_reveal_raises_an_alarm_and_then_stops(ticket: TicketView, manager: Actor) -> None:
    alarm, most = 10, 30
    client = client_of(manager)
    codes = [client.post(PATH, body(f"ticket:{ticket.number}")).status_code for _ in range(most + 1)]
    assert codes == [200] * most + [429]
    alarms = recorded("privacy.reveals.many")
    assert [(one["count"], one["subject"]) for one in alarms] == [(alarm, f"account:{manager.account_id}")]


class TestPolicy:
    def test_the_security_administrator_sets_it_and_it_is_on_record(self) -> None:
        client = client_of(an_agent(roles=("security_administrator",)))
        items = client.get("/api/v1/privacy/policy").json()["items"]
        assert {one["kind"]: one["mode"] for one in items} == {
            "id_number": "always",
            "bank_card": "always",
            "phone": "by_role",
            "email": "by_role",
        }
        wanted = {"kind": "phone", "mode": "always"}
        changed = client.patch("/api/v1/privacy/policy", wanted, HTTP_IF_MATCH='"1"')
        assert changed.status_code == 200
        assert client.patch(
            "/api/v1/privacy/policy", {"kind": "phone", "mode": "never"}, HTTP_IF_MATCH='"1"'
        ).status_code == 412  # fmt: skip
        fact = recorded("privacy.policy.")[0]
        assert (fact["kind"], fact["before"], fact["after"]) == ("phone", "by_role", "always")

    @pytest.mark.parametrize("role", ["administrator", "auditor", "manager", "agent"])
    def test_nobody_else_does(self, role: str) -> None:
        client = client_of(an_agent(roles=(role,)))
        assert client.get("/api/v1/privacy/policy").status_code == 403
        assert client.patch("/api/v1/privacy/policy", {"kind": "phone", "mode": "never"}).status_code == 403
