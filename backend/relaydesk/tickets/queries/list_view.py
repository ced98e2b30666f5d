"""Lists of tickets: conditions, filters, an order, a page by keyset. Constant SQL; values are parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.policies import Reach, reach
from relaydesk.tickets.queries.narrowing import EVERYTHING, Narrowing, of_categories
from relaydesk.tickets.queries.orders import Condition, Key, Phase, Sort, phases_behind
from relaydesk.tickets.queries.states import COLUMNS, states_from_rows
from relaydesk.tickets.rules.state import TicketState

_SOLVED = frozenset({Category.SOLVED})

# A way in with few tickets that has an index in the usual order only: in another order such a set is read
# whole and sorted, because the planner, hoping to find a page early, would walk the whole index of that order
# where the set is empty or old.
_WHOLE = ("t.requester_id = ",)
# Of one agent also what is solved and not yet closed: the newest of his tickets, behind years of closed ones.
_WHOLE_OF_SOLVED = ("t.assignee_id = ", *_WHOLE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None does not narrow.

    Args:
        narrowing: the conditions of a saved view and of the request, taken apart.
        binned: the tickets in the bin; the viewer must be one who looks into it.
    """

    narrowing: Narrowing | None = None
    binned: bool = False
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

    @property
    def only_solved(self) -> bool:
        """Whether nothing is let in but what is solved and not yet closed."""
        named = None if self.narrowing is None else self.narrowing.categories
        return _SOLVED in (named, None if self.categories is None else frozenset(self.categories))

    def lets_in(self, phase: Phase) -> bool:
        """Whether anything of a phase can be let in, so that it must be asked for."""
        named = None if self.categories is None else frozenset(self.categories)
        if named is not None and phase.categories is not None and not named & phase.categories:
            return False
        return self.narrowing is None or self.narrowing.lets_in(phase)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, as far as a list cares; equal viewers see equal lists and counts."""

    reach: Reach
    agent_id: UUID | None
    team_ids: tuple[UUID, ...]

    @classmethod
    def of(cls, actor: Actor, *, binned: bool = False) -> "Viewer":
        """The viewer behind an actor; `binned` for one who looks into the bin."""
        reached = reach(actor, TicketPermission.DELETE, binned=True) if binned else reach(actor)
        return cls(reached, actor.agent_id, tuple(sorted(actor.team_ids)))


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

    def branches(self, *, disjoint: bool = False) -> list[Condition]:
        """One condition for each leading way; the wider sets of ways only filter.

        Args:
            disjoint: no ticket lies in two of them, so that they can be counted one after another.
        """
        *wider, leading = self.ways
        conditions = list(self.all_of)
        for ways in wider:
            if ways != EVERYTHING:
                conditions.append(_any_of(ways))
        # A condition that is said twice would look twice as rare to the planner.
        conditions = [one for place, one in enumerate(conditions) if one not in conditions[:place]]
        found = []
        for place, way in enumerate(leading):
            every = [way, *conditions]
            if disjoint and place:
                before, params = _any_of(leading[:place])
                every.append((f"{before} IS NOT TRUE", params))
            found.append((" AND ".join(sql for sql, _ in every), [p for _, params in every for p in params]))
        return found


def _any_of(ways: list[Condition]) -> Condition:
    return f"({' OR '.join(sql for sql, _ in ways)})", [p for _, params in ways for p in params]


def list_tickets(
    *, viewer: Viewer, filters: Filters, sort: Sort, limit: int, after: Key | None
) -> list[TicketState]:
    """Read a page by one statement, or by two where an order's second phase begins.

    Args:
        limit: rows to read; ask for one more than the page to know whether there is a next.
        after: the key of the last row seen (`orders.key_of`).
    """
    rows: list[TicketState] = []
    for phase, conditions in phases_behind(sort, after):
        if len(rows) < limit and filters.lets_in(phase):
            where = _where(viewer, filters)
            where.all_of += conditions
            rows += _read(where, phase, limit - len(rows), solved=filters.only_solved)
    return rows


def list_keys(*, viewer: Viewer, filters: Filters, sort: Sort, limit: int) -> list[tuple[int, str]]:
    """Ids and numbers of the first tickets of a list, in its order: as many as a page never has."""
    rows: list[tuple[int, str]] = []
    for phase, conditions in phases_behind(sort, None):
        if len(rows) < limit and filters.lets_in(phase):
            where = _where(viewer, filters)
            where.all_of += conditions
            columns = f"t.id, t.number, t.{phase.column}"
            sql, params = _page(where, phase, limit - len(rows), solved=filters.only_solved, columns=columns)
            with hot_cursor() as cursor:
                cursor.execute(sql, params)
                rows += [(row[0], row[1]) for row in cursor.fetchall()]
    return rows


def _read(where: _Where, phase: Phase, limit: int, *, solved: bool) -> list[TicketState]:
    sql, params = _page(where, phase, limit, solved=solved, columns=COLUMNS)
    with hot_cursor() as cursor:
        cursor.execute(sql, params)
        return states_from_rows(cursor.fetchall())


def _page(where: _Where, phase: Phase, limit: int, *, solved: bool, columns: str) -> Condition:
    # The limit is our own number and part of the text: the planner must know it to choose the right index.
    tail = f"ORDER BY {phase.ordering} LIMIT {int(limit)}"
    branches = where.branches()
    parts = []
    for condition, _ in branches:
        source = f"SELECT {columns} FROM tickets_ticket t WHERE {condition}"  # noqa: S608 - constants only
        if phase.column != "updated_at" and condition.startswith(_WHOLE_OF_SOLVED if solved else _WHOLE):
            parts.append(f"SELECT * FROM ({source} OFFSET 0) t {tail}")  # noqa: S608 - constants only
        else:
            parts.append(f"{source} {tail}")
    sql = parts[0]
    if len(parts) > 1:
        # Each way in is read along its own index and cut to the page; what was reached twice is shown once.
        united = " UNION ALL ".join(f"({part})" for part in parts)
        sql = f"SELECT DISTINCT ON (t.{phase.column}, t.id) t.* FROM ({united}) t {tail}"  # noqa: S608
    return sql, [p for _, params in branches for p in params]


def branches_of(viewer: Viewer, filters: Filters, *, disjoint: bool = False) -> list[Condition]:
    """One condition for each way into what a viewer may see of it; the rest of a narrowing is left out.

    Args:
        disjoint: no ticket lies in two of them.
    """
    return _where(viewer, filters, with_rest=False).branches(disjoint=disjoint)


def _where(viewer: Viewer, filters: Filters, *, with_rest: bool = True) -> _Where:
    reach, own = viewer.reach.branches(), viewer.reach.own
    where = _Where(all_of=viewer.reach.limits(), ways=[reach])
    if filters.narrowing is not None:
        where.ways = filters.narrowing.leading(reach, own=own)
    if filters.binned:
        where.lead([("t.deleted_at IS NOT NULL", [])])
    if filters.narrowing is not None:
        where.all_of += filters.narrowing.indexed
        where.all_of += [(f"({sql})", params) for sql, params in filters.narrowing.rest if with_rest]
    if filters.status_ids is not None:
        where.add("t.status_id = ANY(%s::uuid[])", list(filters.status_ids))
    if filters.categories is not None:
        where.all_of += of_categories(frozenset(filters.categories))
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
        if value is not None and own and column == "t.team_id":
            where.add(f"{column} = %s", value)  # his own tickets are fewer than a team's
        elif value is not None:
            where.lead([(f"{column} = %s", [value])])
    return where


def _add_in(where: _Where, column: str, values: Sequence[Any], kind: str) -> None:
    if len(values) == 1:
        where.add(f"{column} = %s", values[0])
    else:
        where.add(f"{column} = ANY(%s::{kind}[])", list(values))
