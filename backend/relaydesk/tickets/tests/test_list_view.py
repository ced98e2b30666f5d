"""Lists: views, filters, orders, pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.contracts import SYSTEM
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.testing import make_requester, make_ticket

from .conftest import Desk

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SYS = SYSTEM("test")


def numbers(desk: Desk, query: str = "") -> list[str]:
    return [row["number"] for row in desk.get(f"/tickets?{query}")["items"]]


def test_the_newest_change_comes_first(desk: Desk) -> None:
    made = [make_ticket(at=START + timedelta(minutes=n)) for n in range(3)]
    tickets.set_status(actor=SYS, at=START + timedelta(hours=1), ticket_id=made[0].id, status_key="open")
    assert numbers(desk) == [made[0].number, made[2].number, made[1].number]
    assert numbers(desk, "sort=created_at") == [t.number for t in made]


def leads(ticket: Ticket, sort: Sort) -> bool:
    """Whether a ticket belongs to the first phase of an order."""
    if sort == Sort.DUE:
        return ticket.next_due_at is not None
    if sort == Sort.PLANNED:
        return ticket.planned_from is not None
    return sort != Sort.PRIORITY or ticket.solved_at is None


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_pages_through_everything_once(desk: Desk, sort: Sort) -> None:
    for n in range(11):
        ticket = make_ticket(at=START + timedelta(minutes=n // 2), priority=f"P{n % 3}")
        if n % 4 == 1:
            tickets.set_status(
                actor=SYS, at=START + timedelta(days=n), ticket_id=ticket.id, status_key="solved"
            )
        if n % 2:
            tickets.project(ticket.id, next_due_at=START + timedelta(hours=n % 4), at_risk=False)
    for reader in (desk,):
        seen: list[str] = []
        cursor = ""
        while True:
            page = reader.get(f"/tickets?sort={sort}&limit=2{cursor}")
            seen += [row["number"] for row in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        order = Ticket.objects.order_by("id")
        assert sorted(seen) == sorted(t.number for t in order)
        by_number = {t.number: t for t in order}
        values = [getattr(by_number[number], sort.value.lstrip("-")) for number in seen]
        first = [v for v, n in zip(values, seen, strict=True) if leads(by_number[n], sort)]
        assert first == sorted(first, reverse=sort.value.startswith("-"))
        assert first == values[: len(first)]
        rest = [by_number[number].updated_at for number in seen[len(first) :]]
        assert rest == sorted(rest, reverse=True)


def test_a_cursor_of_another_order_or_hand_is_refused(desk: Desk) -> None:
    for n in range(3):
        make_ticket(at=START + timedelta(minutes=n))
    cursor = desk.get("/tickets?limit=1")["next_cursor"]
    desk.get(f"/tickets?sort=priority&cursor={cursor}", status=422)
    desk.get("/tickets?cursor=WzEsMl0.AAAA", status=422)


def test_views_show_what_they_say(desk: Desk) -> None:
    me = desk.actor.agent_id
    mine = make_ticket(assignee_id=me)
    free = make_ticket()
    waiting = make_ticket(assignee_id=me)
    tickets.set_status(actor=SYS, at=now(), ticket_id=waiting.id, status_key="waiting")
    solved = make_ticket(assignee_id=me)
    tickets.set_status(actor=SYS, at=now(), ticket_id=solved.id, status_key="solved")
    due = make_ticket()
    tickets.project(due.id, next_due_at=now() + timedelta(hours=3), at_risk=True)
    later = make_ticket()
    tickets.project(later.id, next_due_at=now() + timedelta(hours=5), at_risk=False)
    late = make_ticket()
    tickets.project(late.id, next_due_at=now() - timedelta(minutes=1), at_risk=True)
    expected = {
        "mine": [mine, waiting],
        "unassigned": [free, due, later, late],
        "due_soon": [due],
        "overdue": [late],
        "team": [mine, free, waiting, due, later, late],
        "waiting": [waiting],
        "open": [mine, free, waiting, due, later, late],
        "solved": [solved],
        "all": [mine, free, waiting, solved, due, later, late],
        "snoozed": [],
    }
    for view, wanted in expected.items():
        assert set(numbers(desk, f"view={view}")) == {t.number for t in wanted}, view
    cache.clear_all()
    counts = desk.get("/views/counts")["views"]
    assert counts == {view: {"count": len(wanted), "capped": False} for view, wanted in expected.items()}


def test_a_reader_of_a_department_and_two_teams_sees_each_ticket_once(db: None) -> None:
    from relaydesk.access.testing import an_agent

    from .conftest import desk_of

    department = people.make_department(name="售后")
    for key in ("repair-north", "repair-south"):
        people.make_team(key=key, name=key, department_id=department)
    desk = desk_of(an_agent(teams=("repair-north", "repair-south"), department_id=department))
    north, south = (people.team_by_key(key) for key in ("repair-north", "repair-south"))
    assert north is not None
    assert south is not None
    made = [
        make_ticket(team_id=north.id, assignee_id=desk.actor.agent_id),
        make_ticket(team_id=south.id),
        make_ticket(team_id=north.id),
    ]
    other = make_ticket()
    for view in ("all", "team"):
        seen = numbers(desk, f"view={view}")
        assert sorted(seen) == sorted(t.number for t in made)
        assert other.number not in seen
    assert numbers(desk, "view=all&sort=created_at") == [t.number for t in made]


def test_filters_narrow_and_combine(desk: Desk) -> None:
    requester = make_requester()
    wanted = make_ticket(requester_id=requester, priority="P0", channel="phone", type_key="repair")
    make_ticket(priority="P0")
    make_ticket(channel="phone")
    tickets.set_status(actor=SYS, at=now(), ticket_id=wanted.id, status_key="hold")
    for query in (
        "priority=P0&channel=phone",
        "type=repair",
        f"requester={requester}",
        "status=hold",
        "status=hold,waiting",
        "category=hold,solved",
        "priority=P0,P1&type=repair&assignee=none&status=hold",
    ):
        assert numbers(desk, query) == [wanted.number], query
    assert numbers(desk, "team=none") == []
    assert numbers(desk, "assignee=me") == []
    assert len(numbers(desk, "assignee=none")) == 3


@pytest.mark.parametrize(
    "query",
    [
        "view=everything",
        "sort=subject",
        "sort=updated_at;drop",
        "status=nowhere",
        "category=odd",
        "priority=P7",
        "assignee=somebody",
        "team=me",
        "type=unknown",
        "requester=1",
        "limit=0",
        "limit=201",
        "limit=x",
        "unknown=1",
        "query_operator=OR",
    ],
)
def test_unknown_words_in_a_filter_are_refused(desk: Desk, query: str) -> None:
    assert desk.get(f"/tickets?{query}", status=422)["code"] == "invalid"


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "'",
            "' OR 1=1 --",
            "%s",
            "%(x)s",
            "{0}",
            "\\",
            "new') OR ('1'='1",
            "me; DROP TABLE tickets_ticket",
            "%",
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["status", "category", "priority", "assignee", "team", "type", "channel", "cursor"]),
    value=HOSTILE,
)
def test_hostile_filter_values_reach_no_sql(desk: Desk, name: str, value: str) -> None:
    """CVE-2025-21628, CVE-2026-44706, CVE-2026-41075, CVE-2021-45811: refused, or a value without match."""
    Ticket.objects.exists() or make_ticket()
    response = desk.api.get("/api/v1/tickets", {name: value})
    assert response.status_code in (200, 400, 422)
    if response.status_code == 200 and value:
        assert response.json()["items"] == [] or value == "none"


def test_a_list_of_fifty_takes_four_statements(desk: Desk) -> None:
    for _ in range(60):
        make_ticket(assignee_id=desk.actor.agent_id)
    desk.get("/tickets")
    with CaptureQueriesContext(connection) as queries:
        page = desk.get("/tickets")
    assert len(page["items"]) == 50
    assert len(queries) <= 4


def test_rows_carry_what_a_list_shows(desk: Desk) -> None:
    desk.open()
    [row] = desk.get("/tickets")["items"]
    expected: set[str] = {
        *(
            "number",
            "subject",
            "type",
            "status",
            "priority",
            "channel",
            "requester",
            "assignee",
            "team",
            "tags",
        ),
        *("label", "version", "created_at", "updated_at", "next_due_at", "at_risk", "last_public_message_at"),
        *("planned_from", "planned_until", "time_left"),
    }
    assert set(row) == expected
