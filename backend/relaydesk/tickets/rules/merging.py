"""Which tickets may be merged into which. A pure table of refusals; domain.md, Tickets."""

from collections.abc import Sequence
from typing import Protocol

from relaydesk.tickets.contracts import Category

MOST_SOURCES = 20


class Mergeable(Protocol):
    """A ticket, as far as merging cares; states and views of tickets both are."""

    @property
    def id(self) -> int: ...  # noqa: D102 - named by the columns
    @property
    def category(self) -> Category: ...  # noqa: D102
    @property
    def label(self) -> str | None: ...  # noqa: D102
    @property
    def merged_into_id(self) -> int | None: ...  # noqa: D102


def refusal(target: Mergeable, sources: Sequence[Mergeable]) -> str | None:
    """Tell why these tickets cannot be merged into that one.

    A target that is not merged itself and sources that are not merged either can make no ring: each merge
    takes a root and hangs it below another root.

    Returns:
        None when they can, else the code of the refusal.
    """
    if target.merged_into_id is not None or any(one.merged_into_id is not None for one in sources):
        return "already_merged"
    if any(one.id == target.id for one in sources):
        return "merged_into_itself"
    if target.category is Category.CLOSED:
        return "target_closed"
    # What only the cleared may see must not come to where everybody sees it.
    if any(one.label is not None and one.label != target.label for one in sources):
        return "label_would_be_lost"
    return None
