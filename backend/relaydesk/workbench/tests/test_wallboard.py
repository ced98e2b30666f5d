"""The wallboard of a team, through the API."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import a_role, an_administrator, an_agent, client_of
from relaydesk.people.contracts import Presence
from relaydesk.platform.clock import now
from relaydesk.tickets import public as tickets
from relaydesk.workbench.tests.test_lists import a_team, a_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Actor:
    return an_administrator()


def board(actor: Actor, team: UUID) -> Any:
    answer = client_of(actor).get(f"/api/v1/wallboards/{team}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def due(number: str, minutes: int) -> None:
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    tickets.project(ticket.id, next_due_at=now() + timedelta(minutes=minutes), at_risk=False)


def test_the_board_counts_what_lies_with_the_team_and_names_nobody_who_asked(boss: Actor) -> None:
    team, elsewhere = a_team(), a_team("far")
    worker = an_agent(teams=("cold",), name="李晓燕")
    late, soon = a_ticket(boss, "机密事项", team_id=team), a_ticket(boss, team_id=team)
    due(late, -5)
    due(soon, 30)
    a_ticket(boss, team_id=team, assignee_id=worker.agent_id)
    a_ticket(boss, team_id=elsewhere)
    shown = board(boss, team)
    figures = {name: shown[name] for name in ("open", "unassigned", "overdue", "due_hour", "solved_today")}
    assert figures["open"] == 3
    assert figures["unassigned"] == 2
    assert (figures["overdue"], figures["due_hour"]) == (1, 1)
    assert shown["oldest"]["number"] == late
    assert shown["satisfaction"] == {"answers": 0, "average": None}
    assert "机密" not in str(shown)
    assert "张伟" not in str(shown)


def test_agents_who_are_there_are_shown_with_their_load(boss: Actor) -> None:
    team = a_team()
    worker = an_agent(teams=("cold",), name="李晓燕", presence=Presence.ONLINE)
    a_ticket(boss, team_id=team, assignee_id=worker.agent_id)
    [one] = board(boss, team)["agents"]
    assert (one["presence"], one["load"]) == ("online", 1)


def test_what_is_solved_today_counts_and_is_no_longer_open(boss: Actor) -> None:
    team = a_team()
    worker = an_agent(teams=("cold",))
    number = a_ticket(boss, team_id=team, assignee_id=worker.agent_id)
    ticket = tickets.ticket_by_number(number)
    assert ticket is not None
    tickets.set_status(actor=boss, at=now(), ticket_id=ticket.id, status_key="solved")
    shown = board(boss, team)
    assert (shown["open"], shown["solved_today"]) == (0, 1)


def test_a_board_is_seen_by_those_who_see_the_teams_tickets_only(boss: Actor) -> None:
    team = a_team()
    a_team("far")
    member, stranger = an_agent(teams=("cold",)), an_agent(teams=("far",))
    assert client_of(member).get(f"/api/v1/wallboards/{team}").status_code == 200
    assert client_of(stranger).get(f"/api/v1/wallboards/{team}").status_code == 404
    names = [one["id"] for one in client_of(stranger).get("/api/v1/wallboards").json()["items"]]
    assert str(team) not in names


def test_figures_of_hidden_fields_are_not_told(boss: Actor) -> None:
    team = a_team()
    hidden = [
        {"field": f"tickets.{name}", "ticket_type": "*", "right": "hidden"}
        for name in ("assignee", "stopwatches", "satisfaction")
    ]
    clerk = an_agent(roles=(a_role(grants={"tickets.read": Scope.ALL}, field_rights=hidden),))
    a_ticket(boss, team_id=team)
    shown = board(clerk, team)
    assert shown["open"] == 1
    assert (shown["unassigned"], shown["due_hour"], shown["overdue"]) == (None, None, None)
    assert (shown["agents"], shown["satisfaction"]) == ([], None)


def test_the_lists_of_parts_and_of_scores_have_their_index(boss: Actor) -> None:
    plans = {
        "workbench_part_newest": "SELECT ticket_id FROM workbench_part"
        " WHERE agent_id = %s AND kind = 'worked' ORDER BY at DESC, ticket_id DESC LIMIT 51",
        "surveys_survey_answered": "SELECT count(*) FROM surveys_survey"
        " WHERE answered_at >= now() AND %s IS NOT NULL",
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for index, sql in plans.items():
            cursor.execute("EXPLAIN " + sql, [boss.agent_id])
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert index in plan, plan
            assert "Sort" not in plan, plan
