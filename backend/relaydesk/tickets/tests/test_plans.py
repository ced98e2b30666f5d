"""Each list is served by an index: no plan over many tickets scans them all (performance.md, Growth)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.queries import list_view
from relaydesk.tickets.queries.list_view import Filters, Viewer
from relaydesk.tickets.queries.orders import Sort, key_of
from relaydesk.tickets.testing import fill_with_tickets, plans_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROWS = 20_000


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Many tickets, made once for all tests here and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill_with_tickets(ROWS)
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


def test_pages_further_down_follow_the_index_too(house: dict[str, Any]) -> None:
    for viewer in viewers(house).values():
        for sort in Sort:
            first = list_view.list_tickets(viewer=viewer, filters=Filters(), sort=sort, limit=51, after=None)
            after = key_of(first[-1], sort)
            for plan in plans_of(
                lambda viewer=viewer, sort=sort, after=after: list_view.list_tickets(
                    viewer=viewer, filters=Filters(), sort=sort, limit=51, after=after
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
        Filters(team=house["teams"][0], priorities=(1, 2)),
    ]
    for viewer in (everyone["all"], everyone["department"]):
        for filters in wanted:
            for plan in plans_of(
                lambda viewer=viewer, filters=filters: list_view.list_tickets(
                    viewer=viewer, filters=filters, sort=Sort.UPDATED_DESC, limit=51, after=None
                )
            ):
                assert "Seq Scan on tickets_ticket" not in plan, f"{filters}\n{plan}"


def test_every_filter_in_every_order_follows_an_index(house: dict[str, Any]) -> None:
    """What the desk offers: its filters, alone and together, in each of its orders."""
    everyone = viewers(house)
    wanted = [
        Filters(assignee=house["agents"][3]),
        Filters(team=house["teams"][3]),
        Filters(requester=house["requesters"][3]),
        Filters(without_assignee=True),
        Filters(without_team=True),
        Filters(categories=(Category.WAITING,)),
        Filters(categories=(Category.NEW, Category.OPEN)),
        Filters(priorities=(0,)),
        Filters(priorities=(0, 1)),
        Filters(assignee=house["agents"][1], priorities=(0,)),
        Filters(team=house["teams"][0], categories=(Category.OPEN,)),
        Filters(team=house["teams"][0], without_assignee=True),
    ]
    scanned = []
    for name in ("all", "department", "own"):
        for filters in wanted:
            for sort in Sort:
                plans = plans_of(
                    lambda viewer=everyone[name], filters=filters, sort=sort: list_view.list_tickets(
                        viewer=viewer, filters=filters, sort=sort, limit=51, after=None
                    )
                )
                scanned += [(name, sort, filters) for p in plans if "Seq Scan on tickets_ticket" in p]
    assert scanned == []


def test_the_usual_list_reads_little_more_than_its_page(house: dict[str, Any]) -> None:
    """The usual order costs the same however many tickets there are: few rows are read and not shown."""
    for name, viewer in viewers(house).items():
        [plan] = plans_of(
            lambda viewer=viewer: list_view.list_tickets(
                viewer=viewer, filters=Filters(), sort=Sort.UPDATED_DESC, limit=51, after=None
            ),
            measured=True,
        )
        for line in plan.splitlines():
            if "Rows Removed by Filter" in line:
                assert int(line.rpartition(":")[2]) < 150, f"{name}\n{plan}"


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
