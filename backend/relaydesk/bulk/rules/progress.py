"""The states of a bulk change, and how long it may be undone."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

UNDO_FOR = timedelta(seconds=10)
"""How long after its end a change may be taken back."""
TOLERANCE = timedelta(seconds=2)
"""For the way of a click that was in time: the button is gone at the end, the request may still be coming."""
HELD_AT_MOST = timedelta(hours=1)
"""A change that has not ended by then is looked after: what it holds back must not wait for ever."""
KEPT_FOR = timedelta(days=30)
"""How long the history keeps a change with its results."""
MOST_TICKETS = 10_000
"""Tickets of one change."""
MOST_OF = {"merge": 200, "reply": 1_000}
"""Of what weighs more than a change of values, fewer at once."""
PORTION = 100
"""Tickets of one transaction: a portion is a moment's lock, not a minute's."""


class State(StrEnum):
    """Where a bulk change stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """What became of one ticket: `kept` could not be undone, `skipped` was not reached before the end."""

    WAITING = "waiting"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNDONE = "undone"
    KEPT = "kept"


def most_of(edits: Collection[str]) -> int:
    """How many tickets may be changed so at once."""
    return min([MOST_TICKETS, *(most for name, most in MOST_OF.items() if name in edits)])


def can_be_undone(edits: Collection[str]) -> bool:
    """Whether such a change can be taken back: what was said to people cannot."""
    return "reply" not in edits


AT_WORK = frozenset({State.WAITING, State.RUNNING})
ENDED = frozenset({State.DONE, State.CANCELLED})


def may_undo(state: State, undo_until: datetime | None, at: datetime) -> bool:
    """Whether a change may be taken back now: it has ended, changed something, and that is not long ago."""
    return state in ENDED and undo_until is not None and at <= undo_until + TOLERANCE
