"""Every shipped view, in every order and for every kind of reader, follows an index."""

import re
import statistics
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.platform import cache
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import fill_with_tickets, list_by_condition, plans_of
from relaydesk.views.models import SavedView

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROWS = 20_000
MOST, USUAL = 5_000, 300
"""So many rows a page may read, and may read mostly: a scope has up to five ways in, and each may read all of
the 1,000 open tickets where the planner finds that cheapest; the finished ones besides would be 20,000."""


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill_with_tickets(ROWS)
        transaction.set_rollback(True)


def readers(house: dict[str, Any]) -> dict[str, Actor]:
    """An administrator, and agents whose rights are narrow in every way."""
    return {
        scope.name: Actor(
            kind=ActorKind.AGENT,
            name="x",
            agent_id=house["agents"][0],
            team_ids=frozenset(house["teams"][:2]),
            department_id=house["departments"][0],
            department_ids=frozenset(house["departments"][:3]),
            grants={"tickets.read": scope},
        )
        for scope in Scope
    }


def shipped() -> dict[str, Any]:
    return dict(SavedView.objects.filter(kind="system").values_list("key", "condition"))


def rows_read(plan: str) -> int:
    """The rows that all scans of a measured plan looked at, shown or not."""
    lines, found = plan.splitlines(), 0
    for place, line in enumerate(lines):
        scan = re.search(r"Scan .*actual rows=(\d+)(?:\.\d+)? loops=(\d+)", line)
        if scan and "Subquery Scan" not in line and "Bitmap Index" not in line:
            removed = 0
            for below in lines[place + 1 :]:
                if "->" in below:
                    break
                if "Rows Removed by Filter" in below:
                    removed = int(below.rpartition(":")[2])
            found += (int(scan[1]) + removed) * int(scan[2])
    return found


def test_no_shipped_view_in_any_order_for_any_reader_scans_the_table(house: dict[str, Any]) -> None:
    """Of 20,000 tickets 1,000 are open: a page reads some of them, and mostly hardly more than itself."""
    faults, read = [], []
    for name, actor in readers(house).items():
        for key, condition in shipped().items():
            for sort in tickets.SORTS:
                for plan in plans_of(
                    lambda actor=actor, condition=condition, sort=sort: list_by_condition(
                        actor, condition, sort=sort, limit=51
                    ),
                    measured=True,
                    none_allowed=True,
                ):
                    read.append(rows_read(plan))
                    if "Seq Scan on tickets_ticket" in plan or read[-1] > MOST:
                        faults.append(f"{name} {key} {sort}\n{plan}")
    assert not faults, "\n\n".join(faults)
    assert statistics.median(read) <= USUAL


INTENDED = {
    ("ALL", "open", "created_at"): "tickets_all_opencreated",
    ("ALL", "unassigned", "created_at"): "tickets_nobody_created",
    ("ALL", "waiting", "created_at"): "tickets_category_created",
    ("DEPARTMENT", "all", "-created_at"): "tickets_department_created",
    ("TEAM", "all", "created_at"): "tickets_team_created",
    ("TEAM", "open", "priority"): "tickets_team_openrank",
    ("OWN", "all", "created_at"): "tickets_assignee_created",
    ("OWN", "solved", "created_at"): "tickets_assignee_in",
}
"""Of some lists the index that was made for them; of the others a test above says how much they may read."""


@pytest.mark.parametrize(("scope", "key", "sort"), INTENDED)
def test_a_list_follows_the_index_that_was_made_for_it(
    house: dict[str, Any], scope: str, key: str, sort: str
) -> None:
    actor, condition = readers(house)[scope], shipped()[key]
    plans = plans_of(lambda: list_by_condition(actor, condition, sort=sort, limit=51))
    assert any(INTENDED[scope, key, sort] in plan for plan in plans), "\n\n".join(plans)


LATE = {
    ("ALL", "open", "next_due_at"): "tickets_ticket_due",
    ("ALL", "overdue", "next_due_at"): "tickets_ticket_due",
    ("ALL", "overdue", "created_at"): "tickets_due_created",
    ("TEAM", "overdue", "-updated_at"): "tickets_team_due",
    ("OWN", "overdue", "priority"): "tickets_assignee_due",
    ("TEAM", "all", "planned_from"): "tickets_team_planned",
}
"""The same where all open tickets are overdue, and half of all were planned."""


def test_where_much_is_overdue_or_planned_a_page_is_read_along_its_index(house: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_ticket SET next_due_at = now() - id * interval '1 second'"
            " WHERE status_category IN ('new', 'open', 'waiting', 'hold')"
        )
        cursor.execute("UPDATE tickets_ticket SET planned_from = created_at WHERE id % 2 = 0")
        cursor.execute("ANALYZE tickets_ticket")
    for (scope, key, sort), index in LATE.items():
        actor, condition = readers(house)[scope], shipped()[key]
        plans = plans_of(
            lambda actor=actor, condition=condition, sort=sort: list_by_condition(
                actor, condition, sort=sort, limit=51
            )
        )
        assert any(index in plan for plan in plans), "\n\n".join([f"{scope} {key} {sort}", *plans])


def test_counts_of_all_shipped_views_stop_at_their_cap(house: dict[str, Any]) -> None:
    for actor in readers(house).values():
        cache.clear_all()
        [plan] = plans_of(lambda actor=actor: tickets.count_conditions(actor, shipped()), measured=True)
        for line in plan.splitlines():
            if "Seq Scan on tickets_ticket" in line and "never executed" not in line:
                # allowed where the cap ends it early: 1,000 rows of "all" are found at once
                read = re.search(r"actual .*rows=(\d+)", line)
                assert read is not None, plan
                assert int(read[1]) <= 1000, plan
    cache.clear_all()
    counted = tickets.count_conditions(readers(house)["ALL"], shipped())
    assert (counted["all"].count, counted["all"].capped) == (999, True)  # type: ignore[union-attr]


def test_a_rare_condition_is_counted_among_the_last_changed_only(house: dict[str, Any]) -> None:
    actor = readers(house)["ALL"]
    rare = {"field": "subject", "operator": "contains", "value": "nothing has this"}
    cache.clear_all()
    [plan] = plans_of(lambda: tickets.count_conditions(actor, {"rare": rare}), measured=True)
    assert "Seq Scan on tickets_ticket" not in plan, plan
    counted = tickets.count_conditions(actor, {"rare": rare})["rare"]
    assert counted is not None
    assert (counted.count, counted.capped) == (0, True), "none among the newest; the older were not asked"
