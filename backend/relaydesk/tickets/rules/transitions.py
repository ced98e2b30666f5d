"""Which status moves are legal. A pure table; domain.md, Tickets."""

from collections.abc import Iterable, Mapping, Sequence

from relaydesk.tickets.contracts import Category, StatusView

Moves = Mapping[str, Sequence[str]]

DEFAULT_MOVES: Moves = {
    Category.NEW: (Category.OPEN, Category.WAITING, Category.HOLD, Category.SOLVED),
    Category.OPEN: (Category.WAITING, Category.HOLD, Category.SOLVED),
    Category.WAITING: (Category.OPEN, Category.HOLD, Category.SOLVED),
    Category.HOLD: (Category.OPEN, Category.WAITING, Category.SOLVED),
    Category.SOLVED: (Category.OPEN, Category.CLOSED),
    Category.CLOSED: (),
}
"""`closed` is final: what the requester writes then opens a follow-up ticket."""

REOPENED_BY_REQUESTER = frozenset({Category.WAITING, Category.SOLVED})
"""Categories that a requester's own message moves back to `open`."""


def is_legal(before: StatusView, after: StatusView, moves: Moves = DEFAULT_MOVES) -> bool:
    """Whether a ticket may move from one status to another.

    Two statuses of one category may follow each other freely, except in `closed`. Staying is no move.
    """
    if before.key == after.key:
        return False
    if before.category == after.category:
        return before.category != Category.CLOSED
    return after.category in moves.get(before.category, ())


def legal_next(
    before: StatusView, statuses: Iterable[StatusView], moves: Moves = DEFAULT_MOVES
) -> list[StatusView]:
    """The statuses to which a ticket may move, in the order given."""
    return [after for after in statuses if is_legal(before, after, moves)]
