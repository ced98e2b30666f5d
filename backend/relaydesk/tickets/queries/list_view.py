"""Lists of tickets: a view, filters, an order, a page by keyset. Constant SQL; every value is a parameter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.policies import Reach, reach
from relaydesk.tickets.queries.states import COLUMNS, states_from_rows
from relaydesk.tickets.rules.state import TicketState

DUE_SOON = timedelta(hours=4)


class View(StrEnum):
    """The built-in views."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    DUE_SOON = "due_soon"
    TEAM = "team"
    WAITING = "waiting"
    SOLVED = "solved"
    ALL = "all"


class Sort(StrEnum):
    """The orders that an index serves."""

    UPDATED_DESC = "-updated_at"
    UPDATED = "updated_at"
    CREATED_DESC = "-created_at"
    CREATED = "created_at"
    DUE = "next_due_at"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Order:
    """How a sort reads in SQL. Tickets without a due instant come last."""

    column: str
    descending: bool
    of: str
    kind: str


ORDERS = {
    Sort.UPDATED_DESC: Order("t.updated_at", True, "updated_at", "timestamptz"),
    Sort.UPDATED: Order("t.updated_at", False, "updated_at", "timestamptz"),
    Sort.CREATED_DESC: Order("t.created_at", True, "created_at", "timestamptz"),
    Sort.CREATED: Order("t.created_at", False, "created_at", "timestamptz"),
    Sort.DUE: Order("t.next_due_at", False, "next_due_at", "timestamptz"),
    Sort.PRIORITY: Order("t.priority", False, "priority", "smallint"),
}
_IS_OPEN = "t.status_category IN ('new', 'open', 'waiting', 'hold')"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None does not narrow, NONE stands for "nobody"."""

    view: View = View.ALL
    status_ids: tuple[UUID, ...] | None = None
    categories: tuple[Category, ...] | None = None
    priorities: tuple[int, ...] | None = None
    assignee: UUID | None = None
    without_assignee: bool = False
    team: UUID | None = None
    without_team: bool = False
    type_id: UUID | None = None
    channel: str | None = None
    requester: UUID | None = None


Condition = tuple[str, list[Any]]
Key = tuple[Any, int]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, as far as a list cares; equal viewers see equal lists and counts."""

    reach: Reach
    agent_id: UUID | None
    team_ids: tuple[UUID, ...]

    @classmethod
    def of(cls, actor: Actor) -> "Viewer":
        """The viewer behind an actor."""
        return cls(reach(actor), actor.agent_id, tuple(sorted(actor.team_ids)))


@dataclass(slots=True)
class _Where:
    """Conditions that must all hold, and sets of ways: of each set one must hold, and the last set leads."""

    all_of: list[Condition] = field(default_factory=list)
    ways: list[list[Condition]] = field(default_factory=list)

    def add(self, sql: str, *params: Any) -> None:
        """Add a condition."""
        self.all_of.append((sql, list(params)))

    def lead(self, ways: list[Condition]) -> None:
        """Add ways in that are narrower than those before: each walks an index of its own."""
        self.ways.append(ways)

    def branches(self) -> list[Condition]:
        """One condition for each leading way; the wider sets of ways only filter."""
        *wider, leading = self.ways
        conditions = list(self.all_of)
        for ways in wider:
            if ways != [("TRUE", [])]:
                either = " OR ".join(sql for sql, _ in ways)
                conditions.append((f"({either})", [p for _, params in ways for p in params]))
        return [
            (
                " AND ".join([sql, *(c for c, _ in conditions)]),
                [*params, *(p for _, ps in conditions for p in ps)],
            )
            for sql, params in leading
        ]


def list_tickets(
    *, viewer: Viewer, at: datetime, filters: Filters, sort: Sort, limit: int, after: Key | None
) -> list[TicketState]:
    """Read a page by one statement (two where tickets with a due instant end and those without begin).

    Args:
        at: now, for what is due soon.
        limit: rows to read; ask for one more than the page to know whether there is a next.
        after: the key of the last row seen: the value sorted by, and the id.
    """
    order = ORDERS[sort]
    rows: list[TicketState] = []
    for condition in _after(order, after):
        if len(rows) < limit:
            where = _where(viewer, at, filters)
            where.all_of += condition
            rows += _read(where, order, limit - len(rows))
    return rows


def _read(where: _Where, order: Order, limit: int) -> list[TicketState]:
    direction = "DESC" if order.descending else "ASC"
    # The limit is our own number and part of the text: a plan made without knowing it may choose
    # another index.
    tail = f"ORDER BY {order.column} {direction}, t.id {direction} LIMIT {int(limit)}"
    branches = where.branches()
    parts = [f"SELECT {COLUMNS} FROM tickets_ticket t WHERE {condition} {tail}" for condition, _ in branches]  # noqa: S608
    sql = parts[0]
    if len(parts) > 1:
        # Each way in is read along its own index and cut to the page; what was reached twice is shown once.
        united = " UNION ALL ".join(f"({part})" for part in parts)
        sql = f"SELECT DISTINCT ON ({order.column}, t.id) t.* FROM ({united}) t {tail}"  # noqa: S608
    with hot_cursor() as cursor:
        cursor.execute(sql, [p for _, params in branches for p in params])
        return states_from_rows(cursor.fetchall())


def count_sql(*, viewer: Viewer, at: datetime, view: View, cap: int) -> Condition:
    """One scalar subquery that counts a view up to `cap` rows and reads no further."""
    branches = _where(viewer, at, Filters(view=view)).branches()
    parts = [f"(SELECT t.id FROM tickets_ticket t WHERE {condition} LIMIT %s)" for condition, _ in branches]  # noqa: S608
    params = [p for _, branch_params in branches for p in [*branch_params, cap]]
    return f"(SELECT count(*) FROM (SELECT 1 FROM ({' UNION '.join(parts)}) u LIMIT %s) c)", [*params, cap]  # noqa: S608


def key_of(state: TicketState, sort: Sort) -> Key:
    """The place of a row in an order."""
    return getattr(state, ORDERS[sort].of), state.id


def _after(order: Order, key: Key | None) -> list[list[Condition]]:
    """What lies behind a key: one set of conditions, or two to be read one after the other."""
    if key is None:
        return [[]]
    value, ident = key
    sign = "<" if order.descending else ">"
    if value is None:
        return [[(f"{order.column} IS NULL AND t.id {sign} %s", [ident])]]
    row: Condition = (f"({order.column}, t.id) {sign} (%s::{order.kind}, %s)", [value, ident])
    if order.of == "next_due_at":
        return [[row], [(f"{order.column} IS NULL", [])]]
    return [[row]]


def _where(viewer: Viewer, at: datetime, filters: Filters) -> _Where:
    where = _Where(ways=[viewer.reach.branches()])
    _add_view(where, viewer, at, filters.view)
    if filters.status_ids is not None:
        where.add("t.status_id = ANY(%s::uuid[])", list(filters.status_ids))
    if filters.categories is not None:
        _add_in(where, "t.status_category", [c.value for c in filters.categories], "text")
    if filters.priorities is not None:
        _add_in(where, "t.priority", list(filters.priorities), "smallint")
    if filters.without_team:
        where.add("t.team_id IS NULL")
    if filters.without_assignee:
        where.add("t.assignee_id IS NULL")
    if filters.type_id is not None:
        where.add("t.type_id = %s", filters.type_id)
    if filters.channel is not None:
        where.add("t.channel = %s", filters.channel)
    for column, value in (
        ("t.team_id", filters.team),
        ("t.assignee_id", filters.assignee),
        ("t.requester_id", filters.requester),
    ):
        if value is not None:
            where.lead([(f"{column} = %s", [value])])
    return where


def _add_in(where: _Where, column: str, values: Sequence[Any], kind: str) -> None:
    if len(values) == 1:
        where.add(f"{column} = %s", values[0])
    else:
        where.add(f"{column} = ANY(%s::{kind}[])", list(values))


def _add_view(where: _Where, viewer: Viewer, at: datetime, view: View) -> None:
    if view in (View.MINE, View.UNASSIGNED, View.DUE_SOON, View.TEAM):
        where.add(_IS_OPEN)
    if view == View.MINE:
        where.lead([("t.assignee_id = %s", [viewer.agent_id])])
    elif view == View.UNASSIGNED:
        where.add("t.assignee_id IS NULL")
    elif view == View.DUE_SOON:
        where.add("t.next_due_at <= %s", at + DUE_SOON)
    elif view == View.TEAM:
        where.lead([("t.team_id = %s", [team_id]) for team_id in viewer.team_ids] or [("FALSE", [])])
    elif view in (View.WAITING, View.SOLVED):
        where.add("t.status_category = %s", view.value)
