"""Solved tickets like the one that is open, and what was answered there (S250)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import a_role, an_actor_with, an_administrator, client_of
from relaydesk.search.queries.show import show_solutions
from relaydesk.search.queries.solutions import find_solutions
from relaydesk.search.rules.likeness import questions
from relaydesk.search.testing import index_everything
from relaydesk.search.tests.test_search import a_ticket, joined
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def boss() -> Actor:
    return an_administrator()


def solved(actor: Actor, subject: str, answer: str) -> str:
    number = a_ticket(actor, subject)
    client = client_of(actor)
    said = client.post(f"/api/v1/tickets/{number}/messages", {"visibility": "public", "body": answer})
    assert said.status_code == 201, said.content
    done = client.patch(f"/api/v1/tickets/{number}", {"status": "solved"})
    assert done.status_code == 200, done.content
    index_everything()
    return number


def solutions(actor: Actor, number: str, **asked: str) -> Any:
    response = client_of(actor).get(f"/api/v1/tickets/{number}/solutions", asked)
    assert response.status_code == 200, response.content
    return response.json()["items"]


def numbers(items: Any) -> list[str]:
    return [one["number"] for one in items]


def test_the_likest_solved_ticket_comes_first_with_its_answer(boss: Actor) -> None:
    near = solved(boss, "立柜空调制冷效果差", "清洗滤网后恢复。")
    far = solved(boss, "立柜空调遥控器失灵", "更换电池。")
    solved(boss, "发票抬头写错", "已重开。")
    a_ticket(boss, "立柜空调制冷效果差")
    mine = a_ticket(boss, "立柜空调制冷效果差")
    items = solutions(boss, mine)
    assert numbers(items) == [near, far]
    assert items[0]["answer"] == "清洗滤网后恢复。"


def test_a_question_finds_solved_tickets_about_something_else(boss: Actor) -> None:
    other = solved(boss, "发票抬头写错", "已重开发票。")
    mine = a_ticket(boss, "立柜空调制冷效果差")
    assert numbers(solutions(boss, mine)) == []
    [item] = solutions(boss, mine, q="发票")
    assert item["number"] == other
    assert joined(item["subject"]) == "[发票]抬头写错"


def test_a_solved_ticket_is_not_its_own_solution(boss: Actor) -> None:
    assert solutions(boss, solved(boss, "滤芯更换", "已寄出。")) == []


def test_only_what_one_may_read_is_a_solution(boss: Actor) -> None:
    solved(boss, "压缩机异响", "更换压缩机。")
    stranger = an_actor_with(grants={tickets.TicketPermission.READ: Scope.OWN})
    mine = a_ticket(boss, "压缩机异响", assignee_id=stranger.agent_id)
    assert solutions(stranger, mine) == []
    hidden = a_ticket(boss, "压缩机异响")
    refused = client_of(stranger).get(f"/api/v1/tickets/{hidden}/solutions")
    assert refused.status_code == 404


def test_who_may_not_read_messages_is_not_told_the_answer(boss: Actor) -> None:
    solved(boss, "压缩机异响", "更换压缩机。")
    mine = a_ticket(boss, "压缩机异响")
    hides = [{"field": "tickets.messages", "ticket_type": "*", "right": "hidden"}]
    role = a_role(grants={tickets.TicketPermission.READ: Scope.ALL}, field_rights=hides)
    [item] = solutions(an_actor_with(roles=[role]), mine)
    assert item["answer"] == ""


def test_the_number_of_statements_does_not_grow_with_the_solutions(boss: Actor) -> None:
    mine = tickets.ticket_by_number(a_ticket(boss, "滤芯更换"))
    assert mine is not None

    def statements() -> int:
        show_solutions(
            boss, find_solutions(actor=boss, ticket=mine), mine.subject
        )  # rights are remembered now
        with CaptureQueriesContext(connection) as captured:
            show_solutions(boss, find_solutions(actor=boss, ticket=mine), mine.subject)
        return len(captured)

    solved(boss, "滤芯更换", "已寄出。")
    one = statements()
    for _ in range(3):
        solved(boss, "滤芯更换", "已寄出。")
    assert statements() == one


def test_each_question_asks_for_less_and_keeps_the_longest_words() -> None:
    asked = list(questions("KFR-35GW compressor noisy after cleaning the filter"))
    assert [len(one.split()) for one in asked] == [7, 5, 3]
    assert asked[-1].split() == ["compressor", "kfr-35gw", "cleaning"]
    assert list(questions("的 12 3")) == []
