"""The work bench: one's own lists, through the API."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import a_role, an_administrator, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind
from relaydesk.workbench.testing import keep_parts

pytestmark = pytest.mark.usefixtures("transactional_db")


def a_team(key: str = "cold") -> UUID:
    return people.make_team(key=key, name=f"组 {key}", department_id=people.make_department(name=key))


def a_ticket(actor: Actor, subject: str = "空调", **more: Any) -> str:
    requester = people.find_or_make_contact(email="zhang@example.com", name="张伟", at=now())
    return tickets.open_ticket(
        actor=actor,
        at=now(),
        subject=subject,
        body_text="请尽快处理",
        requester_id=requester.id,
        channel="phone",
        author=AuthorKind.AGENT,
        **more,
    ).number


def bench(actor: Actor, which: str, **query: Any) -> list[str]:
    keep_parts()
    answer = client_of(actor).get(f"/api/v1/workbench/{which}", query)
    assert answer.status_code == 200, answer.content
    return [entry["ticket"]["number"] for entry in answer.json()["items"]]


def answered(actor: Actor, number: str, **more: Any) -> None:
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    tickets.add_message(
        actor=actor, at=now(), ticket_id=ticket.id, visibility="note", channel="desk", body_text="好", **more
    )


@pytest.fixture
def boss() -> Actor:
    return an_administrator()


def test_what_one_opened_and_what_one_worked_on_are_two_lists(boss: Actor) -> None:
    other = an_administrator()
    mine, theirs = a_ticket(boss), a_ticket(other)
    answered(boss, theirs)
    assert bench(boss, "opened") == [mine]
    assert bench(boss, "worked") == [theirs]
    assert bench(other, "opened") == [theirs]
    assert bench(other, "worked") == []


def test_what_was_worked_on_last_stands_first_and_once(boss: Actor) -> None:
    first, second = a_ticket(boss), a_ticket(boss)
    for number in (first, second, first):
        answered(boss, number)
    assert bench(boss, "worked") == [first, second]


def test_to_do_is_what_is_assigned_and_unfinished(boss: Actor) -> None:
    team = a_team()
    worker = an_agent(teams=("cold",))
    number = a_ticket(boss, team_id=team, assignee_id=worker.agent_id)
    a_ticket(boss, team_id=team)
    assert bench(worker, "todo") == [number]
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    tickets.set_status(actor=worker, at=now(), ticket_id=ticket.id, status_key="solved")
    assert bench(worker, "todo") == []
    assert bench(worker, "worked") == [number]
    assert bench(worker, "worked", unfinished="true") == []


def test_what_one_watches_is_a_list_and_watching_is_no_work(boss: Actor) -> None:
    number = a_ticket(an_administrator())
    assert client_of(boss).put(f"/api/v1/tickets/{number}/watchers/me").status_code < 300
    assert bench(boss, "watched") == [number]
    assert bench(boss, "worked") == []


def test_a_mention_puts_the_ticket_on_the_list_of_whom_it_names(boss: Actor) -> None:
    other = an_administrator()
    number = a_ticket(boss)
    body = {
        "visibility": "note",
        "body_html": f'<p>请看 <span data-mention="{other.agent_id}">@同事</span></p>',
    }
    sent = client_of(boss).post(f"/api/v1/tickets/{number}/messages", body, content_type="application/json")
    assert sent.status_code == 201, sent.content
    assert bench(other, "mentioned") == [number]
    assert bench(boss, "mentioned") == []


def test_who_may_no_longer_read_a_ticket_does_not_find_it_on_his_lists(boss: Actor) -> None:
    team, elsewhere = a_team(), a_team("far")
    worker = an_agent(teams=("cold",))
    number = a_ticket(boss, team_id=team, assignee_id=worker.agent_id)
    answered(worker, number)
    assert bench(worker, "worked") == [number]
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    tickets.assign_ticket(actor=boss, at=now(), ticket_id=ticket.id, assignee_id=None, team_id=elsewhere)
    assert bench(worker, "worked") == []
    counts = client_of(worker).get("/api/v1/workbench").json()["lists"]
    assert counts["worked"] == {"count": 0, "capped": False}


def test_pages_follow_one_another_and_a_foreign_cursor_is_refused(boss: Actor) -> None:
    numbers = [a_ticket(boss) for _ in range(3)]
    keep_parts()
    client = client_of(boss)
    first = client.get("/api/v1/workbench/opened", {"limit": 2}).json()
    second = client.get("/api/v1/workbench/opened", {"limit": 2, "cursor": first["next_cursor"]}).json()
    seen = [entry["ticket"]["number"] for entry in first["items"] + second["items"]]
    assert (seen, second["next_cursor"]) == (numbers[::-1], None)
    assert client.get("/api/v1/workbench/worked", {"cursor": first["next_cursor"]}).status_code == 422


def test_counts_are_of_what_is_unfinished(boss: Actor) -> None:
    for _ in range(2):
        a_ticket(boss)
    keep_parts()
    counts = client_of(boss).get("/api/v1/workbench").json()["lists"]
    assert counts["opened"] == {"count": 2, "capped": False}
    assert set(counts) == {"todo", "opened", "worked", "watched", "mentioned"}


def test_a_hidden_subject_is_hidden_here_too(boss: Actor) -> None:
    role = a_role(
        grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL},
        field_rights=[{"field": "tickets.subject", "ticket_type": "*", "right": "hidden"}],
    )
    clerk = an_agent(roles=(role,))
    number = a_ticket(boss, "机密事项")
    answered(clerk, number)
    keep_parts()
    answer = client_of(clerk).get("/api/v1/workbench/worked")
    assert number.encode() in answer.content
    assert "机密" not in answer.content.decode()


def test_the_number_of_statements_does_not_grow_with_the_list(boss: Actor) -> None:
    def statements() -> int:
        client = client_of(boss)
        client.get("/api/v1/workbench/opened")
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v1/workbench/opened")
        return len(captured)

    a_ticket(boss)
    keep_parts()
    one = statements()
    for _ in range(4):
        a_ticket(boss)
    keep_parts()
    assert statements() == one
