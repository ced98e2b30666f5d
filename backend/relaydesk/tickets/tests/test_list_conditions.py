"""Lists narrowed by a condition: the grammar on real tickets, through the API."""

import json
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.testing import a_role, an_administrator, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.conditions import Kind, holds, operators_of, to_sql
from relaydesk.platform.conditions.kinds import WITH_SEVERAL, WITHOUT_VALUE
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.fields import TICKET_FIELDS
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.conditions import context_of, parse_condition
from relaydesk.tickets.queries.counts import count_sql
from relaydesk.tickets.queries.groups import GroupBy, groups_of
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_tickets
from relaydesk.tickets.queries.narrowing import narrow
from relaydesk.tickets.queries.orders import Sort

pytestmark = pytest.mark.django_db


def leaf(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


def a_ticket(actor: Actor, subject: str = "空调不制冷", **more: Any) -> str:
    requester = people.find_or_make_contact(email="zhang@example.com", name="张伟", at=now())
    opened = tickets.open_ticket(
        actor=actor,
        at=more.pop("at", now()),
        subject=subject,
        body_text="请尽快",
        requester_id=requester.id,
        channel=more.pop("channel", "api"),
        **more,
    )
    return opened.number


def answer(actor: Actor, condition: Any, **more: Any) -> Any:
    text = condition if isinstance(condition, str) else json.dumps(condition)
    return client_of(actor).get("/api/v1/tickets", {"condition": text, **more})


def listed(actor: Actor, condition: Any, **more: Any) -> list[str]:
    response = answer(actor, condition, **more)
    assert response.status_code == 200, response.content
    return [ticket["number"] for ticket in response.json()["items"]]


def test_a_list_holds_what_the_condition_holds_for() -> None:
    boss = an_administrator()
    urgent = a_ticket(boss, priority="P0", tags=["空调", "VIP"])
    a_ticket(boss, "冰箱漏水", priority="P3")
    condition = {
        "and": [
            leaf("priority", "in", ["P0", "P1"]),
            {"or": [leaf("subject", "contains", "空调"), leaf("tags", "includes_any", ["冰箱"])]},
        ]
    }
    assert listed(boss, condition) == [urgent]
    assert urgent not in listed(boss, {"not": condition})


def test_me_and_my_teams_are_those_of_the_reader() -> None:
    boss, agent = an_administrator(), an_agent()
    mine = a_ticket(boss, assignee_id=agent.agent_id)
    free = a_ticket(boss)
    assert listed(agent, leaf("assignee", "is", {"me": "current_user"})) == [mine]
    assert set(listed(agent, leaf("team", "in", [{"me": "my_teams"}]))) == {mine, free}
    assert listed(agent, {"and": [leaf("assignee", "is_empty"), leaf("team", "is", {"me": "my_teams"})]}) == [
        free
    ]


def test_age_is_asked_for_by_lengths_of_time() -> None:
    boss = an_administrator()
    old = a_ticket(boss, at=now() - timedelta(days=10))
    fresh = a_ticket(boss)
    week = {"amount": 7, "unit": "days"}
    assert listed(boss, leaf("created_at", "within_last", week)) == [fresh]
    assert listed(boss, leaf("created_at", "older_than", week)) == [old]


def test_a_condition_widens_no_rights() -> None:
    boss = an_administrator()
    stranger = an_agent(teams=("elsewhere",), department_id=people.make_department(name="别处"))
    number = a_ticket(boss)
    assert listed(stranger, {"or": [leaf("number", "is", number), {"and": []}]}) == []


def test_conditions_go_with_pages() -> None:
    boss = an_administrator()
    numbers = [a_ticket(boss, priority="P0") for _ in range(3)]
    a_ticket(boss, priority="P3")
    first = answer(boss, leaf("priority", "is", "P0"), limit=2).json()
    rest = answer(boss, leaf("priority", "is", "P0"), limit=2, cursor=first["next_cursor"]).json()
    seen = [ticket["number"] for page in (first, rest) for ticket in page["items"]]
    assert seen == numbers[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("{", "not_json"),
        ("[]", "not_an_object"),
        (leaf("password", "is", "x"), "unknown_value"),
        (leaf("assignee__account__password", "starts_with", "p"), "unknown_value"),
        (leaf("subject", "is) OR (1=1", "x"), "unknown_value"),
        (leaf("status", "is", "'; DROP TABLE tickets_ticket; --"), "wrong_value"),
        (leaf("priority", "less", 3), "unknown_value"),
    ],
)
def test_cve_2025_21628_cve_2026_44706_hostile_conditions_are_refused(condition: Any, code: str) -> None:
    response = answer(an_administrator(), condition)
    assert response.status_code == 422
    assert [error["code"] for error in response.json()["errors"]] == [code]


def test_hostile_words_are_only_words() -> None:
    boss = an_administrator()
    number = a_ticket(boss, "50%_off'; DROP TABLE tickets_ticket; --")
    assert listed(boss, leaf("subject", "contains", "'; DROP TABLE tickets_ticket; --")) == [number]
    assert listed(boss, leaf("subject", "contains", "%_%")) == []


def test_nobody_asks_for_what_his_role_hides() -> None:
    right = [{"field": "tickets.assignee", "ticket_type": "*", "right": "hidden"}]
    clerk = an_agent(roles=(a_role(grants={"tickets.read": Scope.ALL}, field_rights=right),))
    refused = answer(clerk, {"not": leaf("assignee", "is_empty")})
    assert refused.status_code == 403
    assert refused.json()["fields"] == ["assignee"]
    offered = client_of(clerk).get("/api/v1/ticket-fields").json()["items"]
    assert "assignee" not in {field["key"] for field in offered}


def test_the_catalogue_names_each_field_in_both_languages_with_its_choices() -> None:
    fields = {f["key"]: f for f in client_of(an_administrator()).get("/api/v1/ticket-fields").json()["items"]}
    assert fields["priority"]["choices"][0] == {"value": "P0", "name": "紧急", "name_en": "Urgent"}
    assert fields["assignee"]["refers_to"] == "agent"
    assert "within_last" in fields["created_at"]["operators"]
    assert all(field["name"] and field["name_en"] for field in fields.values())


# --- both evaluators agree on real tickets -----------------------------------------------------


_serial = count()


def _value(random: Random, field: Any, operator: Any, known: dict[str, list[Any]]) -> Any:
    if field.kind is Kind.INSTANT:
        if operator.value == "in_period":
            return random.choice(["today", "yesterday", "this_week", "last_month", "past", "future"])
        if operator.value in ("before", "after"):
            return random.choice([known["day"][0], known["instant"][0]])
        return {"amount": random.randint(1, 30), "unit": random.choice(["hours", "days", "working_hours"])}
    pool = [one.value for one in field.choices()] if field.choices else known[field.refers_to or field.key]
    return random.choices(pool, k=2) if operator in WITH_SEVERAL else random.choice(pool)


def _condition(random: Random, known: dict[str, list[Any]], depth: int = 3) -> dict[str, Any]:
    shape = random.choice(["and", "or", "not", "leaf", "leaf"]) if depth > 1 else "leaf"
    if shape == "not":
        return {"not": _condition(random, known, depth - 1)}
    if shape != "leaf":
        return {shape: [_condition(random, known, depth - 1) for _ in range(random.randrange(4))]}
    field = random.choice(list(TICKET_FIELDS.all().values()))
    operator = random.choice(operators_of(field.kind))
    value = None if operator in WITHOUT_VALUE else _value(random, field, operator, known)
    return leaf(field.key, operator.value, value)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_random_conditions_mean_the_same_in_the_database_and_in_memory(seed: int) -> None:
    random = Random(seed)
    agent = an_agent()
    at = now()
    for priority in ("P0", "P2"):
        a_ticket(agent, random.choice(["空调", "Compressor"]), priority=priority, at=at - timedelta(days=9))
        a_ticket(agent, tags=["VIP"], assignee_id=agent.agent_id, channel=random.choice(["email", "phone"]))
    known: dict[str, list[Any]] = {
        "subject": ["空调", "COMP", "x"],
        "number": ["0001", "GD"],
        "tags": ["VIP", "空调"],
        "at_risk": [True, False],
        "snoozed": [True, False],
        "merged": [True, False],
        "agent": [str(agent.agent_id), {"me": "current_user"}],
        "team": [str(next(iter(agent.team_ids))), {"me": "my_teams"}],
        "department": [str(people.make_department(name=f"部门{next(_serial)}")), {"me": "my_department"}],
        "contact": [str(people.find_or_make_contact(email="zhang@example.com", at=at).id)],
        "day": [at.date().isoformat()],
        "instant": [at.isoformat()],
    }
    with hot_cursor() as cursor:
        cursor.execute("SELECT id FROM tickets_ticket")
        views = tickets.tickets([row[0] for row in cursor.fetchall()])
        context = context_of(agent, at)
        for _ in range(20):
            sent = {"and": [_condition(random, known), _condition(random, known)]}
            node = parse_condition(sent, agent)
            text, params = to_sql(node, context)
            cursor.execute(f"SELECT t.id FROM tickets_ticket t WHERE {text}", params)
            found = {row[0] for row in cursor.fetchall()}
            held = {view.id for view in views.values() if holds(node, view, context)}
            assert found == held, sent
            # the same taken apart, in any order: no way in may let more in, and no phase may be left out
            narrowed, sort = Filters(narrowing=narrow(node, context)), random.choice(list(Sort))
            viewer = Viewer(EVERYTHING, agent.agent_id, ())
            rows = list_tickets(viewer=viewer, filters=narrowed, sort=sort, limit=500, after=None)
            assert len(rows) == len(held), (sent, sort)
            assert {row.id for row in rows} == held, (sent, sort)
            by = random.choice(list(GroupBy))
            assert sum(groups_of(viewer=viewer, filters=narrowed, by=by).items.values()) == len(held), sent
            text, params = count_sql(viewer, narrow(node, context))
            cursor.execute(f"SELECT {text}", params)
            assert cursor.fetchone()[0][0] == len(held), sent
