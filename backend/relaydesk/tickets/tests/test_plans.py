"""Each list is served by an index: no plan over many tickets scans them all (performance.md, Growth)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.queries import list_view
from relaydesk.tickets.queries.list_view import Filters, View, Viewer
from relaydesk.tickets.queries.orders import Sort, key_of
from relaydesk.tickets.testing import make_requester

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROWS = 20_000

FILL = """
INSERT INTO tickets_ticket (number, type_id, status_id, status_category, priority, subject, channel,
    requester_id, assignee_id, team_id, department_id, tags, version, created_at, updated_at,
    solved_at, closed_at, next_due_at, at_risk)
SELECT 'PLAN-' || n, y.id, s.id, s.category, n %% 4, 's', 'email',
    c.ids[1 + n %% array_length(c.ids, 1)],
    CASE WHEN n %% 3 > 0 THEN a.ids[1 + n %% array_length(a.ids, 1)] END,
    t.ids[1 + n %% array_length(t.ids, 1)], d.ids[1 + n %% array_length(d.ids, 1)], '{}', 1,
    now() - n * interval '5 minutes', now() - n * interval '4 minutes',
    CASE WHEN s.category IN ('solved', 'closed') THEN now() END,
    CASE WHEN s.category = 'closed' THEN now() END,
    CASE WHEN s.category IN ('new', 'open') THEN now() + (n %% 700) * interval '3 minutes' END, false
FROM generate_series(1, %s) n
JOIN tickets_tickettype y ON y.key = 'request'
JOIN tickets_status s ON s.key = CASE
    WHEN n %% 20 = 0 THEN (ARRAY['new', 'open', 'waiting', 'hold'])[1 + n / 20 %% 4]
    WHEN n %% 20 < 5 THEN 'solved' ELSE 'closed' END,
    (SELECT %s::uuid[] AS ids) c, (SELECT %s::uuid[] AS ids) a,
    (SELECT %s::uuid[] AS ids) t, (SELECT %s::uuid[] AS ids) d
"""


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Many tickets, made once for all tests here and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        departments = [people.make_department(name=f"d{n}") for n in range(4)]
        teams = [
            people.make_team(key=f"p{n}", name=f"p{n}", department_id=departments[n % 4]) for n in range(8)
        ]
        agents = [people.make_agent(name=f"a{n}", email=f"a{n}@plan.example") for n in range(40)]
        requesters = [make_requester(email=f"r{n}@plan.example") for n in range(50)]
        with connection.cursor() as cursor:
            cursor.execute(FILL, [ROWS, requesters, agents, teams, departments])
            # once here, instead of after each test
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ANALYZE tickets_ticket")
        yield {"departments": departments, "teams": teams, "agents": agents, "requesters": requesters}
        transaction.set_rollback(True)


def viewers(house: dict[str, Any]) -> dict[str, Viewer]:
    """An administrator, and agents whose rights are narrow in every way."""
    common = {"kind": ActorKind.AGENT, "name": "x", "agent_id": house["agents"][0]}
    teams = frozenset(house["teams"][:2])
    department = house["departments"][0]
    return {
        name: Viewer.of(
            Actor(**common, team_ids=teams, department_id=department, grants={"tickets.read": scope})
        )
        for name, scope in (
            ("all", Scope.ALL),
            ("department", Scope.DEPARTMENT),
            ("team", Scope.TEAM),
            ("own", Scope.OWN),
        )
    }


def plans_of(run: Any, *, measured: bool = False) -> list[str]:
    """The plans of all statements on tickets that `run` sends; `measured` runs them."""
    sent: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "tickets_ticket t" in sql:
            sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        run()
    assert sent
    plans = []
    with connection.cursor() as cursor:
        for sql, params in sent:
            how = "(ANALYZE, TIMING OFF, SUMMARY OFF)" if measured else ""
            cursor.execute(f"EXPLAIN {how} {sql}", params)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def test_no_view_in_any_order_for_any_reader_scans_the_table(house: dict[str, Any]) -> None:
    faults = []
    for name, viewer in viewers(house).items():
        for view in View:
            for sort in Sort:
                for plan in plans_of(
                    lambda viewer=viewer, view=view, sort=sort: list_view.list_tickets(
                        viewer=viewer, at=now(), filters=Filters(view=view), sort=sort, limit=51, after=None
                    )
                ):
                    if "Seq Scan on tickets_ticket" in plan:
                        faults.append(f"{name} {view} {sort}\n{plan}")
    assert not faults, "\n\n".join(faults)


def test_pages_further_down_follow_the_index_too(house: dict[str, Any]) -> None:
    for viewer in viewers(house).values():
        for sort in Sort:
            first = list_view.list_tickets(
                viewer=viewer, at=now(), filters=Filters(), sort=sort, limit=51, after=None
            )
            after = key_of(first[-1], sort)
            for plan in plans_of(
                lambda viewer=viewer, sort=sort, after=after: list_view.list_tickets(
                    viewer=viewer, at=now(), filters=Filters(), sort=sort, limit=51, after=after
                )
            ):
                assert "Seq Scan on tickets_ticket" not in plan, plan


def test_filters_follow_an_index(house: dict[str, Any]) -> None:
    everyone = viewers(house)
    wanted = [
        Filters(assignee=house["agents"][3]),
        Filters(team=house["teams"][3]),
        Filters(requester=house["requesters"][3]),
        Filters(without_assignee=True),
        Filters(categories=(Category.WAITING,)),
        Filters(priorities=(0,)),
        Filters(channel="email"),
        Filters(view=View.TEAM, priorities=(1, 2)),
    ]
    for viewer in (everyone["all"], everyone["department"]):
        for filters in wanted:
            for plan in plans_of(
                lambda viewer=viewer, filters=filters: list_view.list_tickets(
                    viewer=viewer, at=now(), filters=filters, sort=Sort.UPDATED_DESC, limit=51, after=None
                )
            ):
                assert "Seq Scan on tickets_ticket" not in plan, f"{filters}\n{plan}"


def test_the_usual_list_reads_little_more_than_its_page(house: dict[str, Any]) -> None:
    """The usual order costs the same however many tickets there are: few rows are read and not shown."""
    for name, viewer in viewers(house).items():
        [plan] = plans_of(
            lambda viewer=viewer: list_view.list_tickets(
                viewer=viewer, at=now(), filters=Filters(), sort=Sort.UPDATED_DESC, limit=51, after=None
            ),
            measured=True,
        )
        for line in plan.splitlines():
            if "Rows Removed by Filter" in line:
                assert int(line.rpartition(":")[2]) < 150, f"{name}\n{plan}"


def test_counts_stop_at_their_cap(house: dict[str, Any]) -> None:
    from relaydesk.tickets.queries.counts import _counts

    everyone = viewers(house)
    assert _counts(everyone["all"])["all"].count == 999
    assert _counts(everyone["all"])["all"].capped
    for viewer in everyone.values():
        [plan] = plans_of(lambda viewer=viewer: _counts.__wrapped__(viewer), measured=True)
        for line in plan.splitlines():
            if "Seq Scan on tickets_ticket" in line:
                # allowed where the cap ends it early: 1,000 rows of "all" are found at once
                assert int(line.rpartition("actual rows=")[2].partition(".")[0].partition(" ")[0]) <= 1000, (
                    plan
                )


def test_the_load_of_agents_is_read_from_the_open_tickets_only(house: dict[str, Any]) -> None:
    from relaydesk.tickets.public import open_load

    sql: list[str] = []

    def keep(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        sql.append(connection.ops.compose_sql(statement, params))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(keep):
        load = open_load(house["agents"])
    assert sum(load.values()) > 0
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql[0])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan, plan
