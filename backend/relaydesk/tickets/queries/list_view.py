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
from relaydesk.tickets.queries.orders import IS_OPEN, Condition, Key, Phase, Sort, phases_behind
from relaydesk.tickets.queries.states import COLUMNS, states_from_rows
from relaydesk.tickets.rules.state import TicketState

_SOLVED = frozenset({Category.SOLVED})

# A way in with few tickets that has an index in the usual order only: in another order such a set is read
# whole and sorted, because the planner, hoping to find a page early, would walk the whole index of that order
# where the set is empty or old.
_WHOLE = ("t.requester_id = ",)
# Of one agent also what is solved and not yet closed: the newest of his tickets, behind years of closed ones.
_WHOLE_OF_SOLVED = ("t.assignee_id = ", *_WHOLE)

# Hardly anything is due that is not open, which the planner cannot know: where 12,000 of a million tickets
# are open it expects 1.2 % of the due ones to be, and reads and sorts all of them as if they were few. Said
# like this it takes every other due ticket for an open one.
_OPEN_AS_DUE = f"COALESCE({IS_OPEN}, FALSE)"
_IS_DUE = "t.next_due_at IS NOT NULL"
_PLACES = ("t.department_id = ", "t.team_id = ", "t.assignee_id = ")


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

    @property
    def by_due(self) -> bool:
        """Whether it is narrowed to a span of due instants; of what nobody has yet an index knows more."""
        ways = {} if self.narrowing is None else self.narrowing.ways
        return "due" in ways and "unassigned" not in ways

    def read_whole(self, phase: Phase, condition: str) -> bool:
        """Whether a way in is read whole and sorted, instead of along an index in the order asked for."""
        if self.by_due and phase.name != "due":
            # What is overdue is what nobody touched: from the last changed on it comes at the very end.
            return phase.name == "planned" or condition.startswith(_PLACES)
        whole = _WHOLE_OF_SOLVED if self.only_solved else _WHOLE
        return phase.column != "updated_at" and condition.startswith(whole)

    def leading_place(self, phase: Phase, condition: str) -> str | None:
        """The column of a place whose own index by plan must be walked, through tickets of every category.

        The planner takes the index of all planned tickets for the shorter way, as those of one place lie
        apart; where a department plans nothing, that way leads through every planned ticket of the house.
        Only the place's index has the order by place and plan; a place that is one of a list is no constant.
        """
        named = self.categories or (self.narrowing and self.narrowing.categories)
        if phase.name != "planned" or named:
            return None
        columns = (place.removesuffix(" = ") for place in _PLACES)
        return next((column for column in columns if condition.startswith(f"{column} = %s")), None)

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

    def say_open_as_due(self, *, with_instant: bool) -> None:
        """Say that a due ticket is open so that the planner does not take this for rare.

        Args:
            with_instant: whether it must be said that there is an instant; one in a span is one.
        """
        said = (one for one in self.all_of if with_instant or one[0] != _IS_DUE)
        self.all_of = [(_OPEN_AS_DUE, []) if one[0] == IS_OPEN else one for one in said]

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
            sql, params = _page(viewer, filters, phase, conditions, limit - len(rows), COLUMNS)
            with hot_cursor() as cursor:
                cursor.execute(sql, params)
                rows += states_from_rows(cursor.fetchall())
    return rows


def list_keys(*, viewer: Viewer, filters: Filters, sort: Sort, limit: int) -> list[tuple[int, str]]:
    """Ids and numbers of the first tickets of a list, in its order: as many as a page never has."""
    rows: list[tuple[int, str]] = []
    for phase, conditions in phases_behind(sort, None):
        if len(rows) < limit and filters.lets_in(phase):
            columns = f"t.id, t.number, t.{phase.column}"
            sql, params = _page(viewer, filters, phase, conditions, limit - len(rows), columns)
            with hot_cursor() as cursor:
                cursor.execute(sql, params)
                rows += [(row[0], row[1]) for row in cursor.fetchall()]
    return rows


def _page(
    viewer: Viewer, filters: Filters, phase: Phase, behind: list[Condition], limit: int, columns: str
) -> Condition:
    where = _where(viewer, filters)
    where.all_of += behind
    if filters.by_due or phase.name == "due":
        where.say_open_as_due(with_instant=not filters.by_due)
    # The limit is our own number and part of the text: the planner must know it to choose the right index.
    tail = f"ORDER BY {phase.ordering} LIMIT {int(limit)}"
    branches = where.branches()
    parts = []
    for condition, _ in branches:
        source = f"SELECT {columns} FROM tickets_ticket t WHERE {condition}"  # noqa: S608 - constants only
        place = filters.leading_place(phase, condition)
        if filters.read_whole(phase, condition):
            parts.append(f"SELECT * FROM ({source} OFFSET 0) t {tail}")  # noqa: S608 - constants only
        elif place:
            walked = source.replace(f"{place} = %s", f"{place} = ANY(ARRAY[%s]::uuid[])", 1)
            parts.append(f"{walked} ORDER BY {place}, {phase.ordering} LIMIT {int(limit)}")
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
