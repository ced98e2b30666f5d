"""Builders for the tests of other modules: tickets and messages made through the real actions."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.people import public as people
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, MessageView, TicketView, Visibility
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.queries.conditions import context_of, parse_condition
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_tickets
from relaydesk.tickets.queries.narrowing import narrow
from relaydesk.tickets.queries.orders import Sort

_numbers = count(1)
TESTER = SYSTEM("test")


def make_requester(*, email: str = "", name: str = "", at: datetime | None = None) -> UUID:
    """Find or make a contact; without an address a new one each time."""
    number = next(_numbers)
    return people.find_or_make_contact(
        email=email or f"requester{number}@example.com",
        name=name or f"请求人{number}",
        at=at or datetime.now(UTC),
    ).id


def make_ticket(
    *, actor: Actor = TESTER, at: datetime | None = None, requester_id: UUID | None = None, **wanted: Any
) -> TicketView:
    """Open a ticket; `wanted` are further arguments of `tickets.public.open_ticket`."""
    at = at or datetime.now(UTC)
    return tickets.open_ticket(
        actor=actor,
        at=at,
        subject=wanted.pop("subject", "打印机卡纸 Printer jam"),
        requester_id=requester_id or make_requester(at=at),
        channel=wanted.pop("channel", "email"),
        body_text=wanted.pop("body_text", "每次双面打印都卡在第二页。"),
        **wanted,
    )


def make_message(
    ticket_id: int,
    *,
    actor: Actor = TESTER,
    at: datetime | None = None,
    author: AuthorKind | str = AuthorKind.SYSTEM,
    visibility: Visibility | str = Visibility.PUBLIC,
    **wanted: Any,
) -> MessageView:
    """Add a message; `author="contact"` writes in the requester's name, an agent's actor in his own."""
    if AuthorKind(author) == AuthorKind.CONTACT:
        ticket = tickets.ticket(ticket_id)
        if ticket is None:
            raise LookupError(ticket_id)
        wanted.setdefault("author_contact_id", ticket.requester_id)
    return tickets.add_message(
        actor=actor,
        at=at or datetime.now(UTC),
        ticket_id=ticket_id,
        visibility=visibility,
        channel=wanted.pop("channel", "email"),
        body_text=wanted.pop("body_text", "请问有进展吗？"),
        **wanted,
    )


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


def fill_with_tickets(rows: int) -> dict[str, list[UUID]]:
    """Fill the table for tests of plans: a house, and many of its tickets."""
    departments = [people.make_department(name=f"d{n}") for n in range(4)]
    teams = [people.make_team(key=f"p{n}", name=f"p{n}", department_id=departments[n % 4]) for n in range(8)]
    agents = [people.make_agent(name=f"a{n}", email=f"a{n}@plan.example") for n in range(40)]
    requesters = [make_requester(email=f"r{n}@plan.example") for n in range(50)]
    with connection.cursor() as cursor:
        cursor.execute(FILL, [rows, requesters, agents, teams, departments])
        # once here, instead of after each test
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("ANALYZE tickets_ticket")
    return {"departments": departments, "teams": teams, "agents": agents, "requesters": requesters}


def list_by_condition(actor: Actor, condition: Any, *, sort: str, limit: int) -> list[int]:
    """The ids of the first page of what an actor may read under a condition."""
    narrowing = narrow(parse_condition(condition, actor), context_of(actor, datetime.now(UTC)))
    rows = list_tickets(
        viewer=Viewer.of(actor),
        filters=Filters(narrowing=narrowing),
        sort=Sort(sort),
        limit=limit,
        after=None,
    )
    return [row.id for row in rows]


def plans_of(run: Any, *, measured: bool = False, none_allowed: bool = False) -> list[str]:
    """The plans of all statements on tickets that `run` sends; `measured` runs them."""
    sent: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "tickets_ticket t" in sql:
            sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        run()
    assert sent or none_allowed
    plans = []
    with connection.cursor() as cursor:
        for sql, params in sent:
            how = "(ANALYZE, TIMING OFF, SUMMARY OFF)" if measured else ""
            cursor.execute(f"EXPLAIN {how} {sql}", params)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def label_ticket(number: str, label: str) -> None:
    """Let a ticket bear a sensitivity label, without the facts of the action."""
    Ticket.objects.filter(number=number).update(label_id=label)


def bin_ticket(number: str) -> None:
    """Put a ticket into the bin, without the facts of the action."""
    Ticket.objects.filter(number=number).update(deleted_at=datetime.now(UTC))
