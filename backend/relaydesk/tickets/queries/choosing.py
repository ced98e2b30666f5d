"""Choosing tickets for something done to many: by their numbers, or all that a list would show.

What is chosen is fixed at this moment, as ids: what comes later does not belong to it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries.filters import FilterQuery, filters_from, sort_of_view
from relaydesk.tickets.queries.list_view import Viewer, list_keys
from relaydesk.tickets.queries.orders import Sort

_BY_NUMBERS = """
SELECT t.id, t.number FROM tickets_ticket t
  JOIN unnest(%s::text[]) WITH ORDINALITY AS g(number, place) ON g.number = t.number
 WHERE {allowed} ORDER BY g.place
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Tickets by id and number, in the order of the list; `more` says that there are more than asked for."""

    tickets: tuple[tuple[int, str], ...]
    more: bool


def choose_numbers(
    actor: Actor, numbers: Sequence[str], *, permission: str = TicketPermission.READ
) -> Chosen:
    """Those of the numbers that the actor may see, in the order given; what he may not see is left out."""
    allowed, params = reach(actor, permission).sql()
    with hot_cursor() as cursor:
        cursor.execute(_BY_NUMBERS.format(allowed=allowed), [list(dict.fromkeys(numbers)), *params])
        return Chosen(tuple((row[0], row[1]) for row in cursor.fetchall()), more=False)


def choose_matching(
    actor: Actor, query: FilterQuery, *, sort: Sort | None, excluded: Collection[str], most: int
) -> Chosen:
    """All tickets that a list with these filters shows, without those excluded.

    Args:
        most: how many at most; one more sets `more`.

    Raises:
        Forbidden, Invalid: as for the list.
    """
    filters = filters_from(query, actor)
    found = list_keys(
        viewer=Viewer.of(actor, binned=filters.binned),
        filters=filters,
        sort=sort or sort_of_view(query.view, actor),
        limit=most + 1 + len(excluded),
    )
    without = frozenset(excluded)
    kept = tuple((ident, number) for ident, number in found if number not in without)
    return Chosen(kept[:most], more=len(kept) > most)
