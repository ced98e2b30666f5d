"""The orders of lists, and the places in them that cursors name.

Each order is read in one or two *phases*, each along an index. The orders by due instant and by priority are
for open work: first what is due (or open), as asked for; then everything else, newest change first. Sorting a
million finished tickets by a priority that no longer matters would serve nobody and no index.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from relaydesk.tickets.contracts import OPEN_CATEGORIES, Category
from relaydesk.tickets.rules.state import TicketState

IS_OPEN = "t.status_category IN ('new', 'open', 'waiting', 'hold')"
HAS_ENDED = "t.status_category IN ('solved', 'closed')"

Condition = tuple[str, list[Any]]
Key = list[Any]
"""The name of the phase, the value sorted by in it, and the id of the row."""


class Sort(StrEnum):
    """The orders that a list offers."""

    UPDATED_DESC = "-updated_at"
    UPDATED = "updated_at"
    CREATED_DESC = "-created_at"
    CREATED = "created_at"
    DUE = "next_due_at"
    PRIORITY = "priority"
    PLANNED = "planned_from"


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of an order: the tickets that `only` lets in, sorted by one column and the id.

    Args:
        categories: those it lets in, None for all; where they are those of open work, its indexes serve.
        beside: of the part behind tickets with an instant: the name of that part.
    """

    name: str
    column: str
    descending: bool
    kind: str
    only: str | None = None
    categories: frozenset[Category] | None = None
    beside: str | None = None

    @property
    def direction(self) -> str:
        """ASC or DESC."""
        return "DESC" if self.descending else "ASC"

    @property
    def ordering(self) -> str:
        """What follows ORDER BY."""
        return f"t.{self.column} {self.direction}, t.id {self.direction}"

    def behind(self, key: Key) -> Condition:
        """What lies behind a row of this phase."""
        sign = "<" if self.descending else ">"
        return f"(t.{self.column}, t.id) {sign} (%s::{self.kind}, %s)", [key[1], key[2]]

    def holds(self, state: TicketState) -> bool:
        """Whether a ticket belongs to this phase."""
        if self.name == "due":
            return state.next_due_at is not None
        if self.name == "planned":
            return state.planned_from is not None
        if self.name == "open":
            return state.solved_at is None
        return True


_ENDED = frozenset({Category.SOLVED, Category.CLOSED})
_UPDATED_DESC = Phase("updated", "updated_at", True, "timestamptz")
PHASES: dict[Sort, tuple[Phase, ...]] = {
    Sort.UPDATED_DESC: (_UPDATED_DESC,),
    Sort.UPDATED: (Phase("updated", "updated_at", False, "timestamptz"),),
    Sort.CREATED_DESC: (Phase("created", "created_at", True, "timestamptz"),),
    Sort.CREATED: (Phase("created", "created_at", False, "timestamptz"),),
    Sort.DUE: (
        Phase("due", "next_due_at", False, "timestamptz", "t.next_due_at IS NOT NULL"),
        Phase("rest", "updated_at", True, "timestamptz", "t.next_due_at IS NULL", beside="due"),
    ),
    Sort.PLANNED: (
        Phase("planned", "planned_from", False, "timestamptz", "t.planned_from IS NOT NULL"),
        Phase("rest", "updated_at", True, "timestamptz", "t.planned_from IS NULL", beside="planned"),
    ),
    Sort.PRIORITY: (
        Phase("open", "priority", False, "smallint", IS_OPEN, frozenset(OPEN_CATEGORIES)),
        Phase("rest", "updated_at", True, "timestamptz", HAS_ENDED, _ENDED),
    ),
}


def key_of(state: TicketState, sort: Sort) -> Key:
    """The place of a row in an order."""
    phase = next(phase for phase in PHASES[sort] if phase.holds(state))
    return [phase.name, getattr(state, phase.column), state.id]


def phases_behind(sort: Sort, key: Key | None) -> list[tuple[Phase, list[Condition]]]:
    """What is still to be read of an order: its phases from the key on, each with its conditions."""
    remaining: list[tuple[Phase, list[Condition]]] = [
        (phase, [(phase.only, [])] if phase.only else []) for phase in PHASES[sort]
    ]
    if key is None:
        return remaining
    names = [phase.name for phase, _ in remaining]
    remaining = remaining[names.index(key[0]) :]
    remaining[0][1].append(remaining[0][0].behind(key))
    return remaining
