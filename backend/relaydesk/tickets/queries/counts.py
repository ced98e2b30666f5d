"""How many tickets each view holds: capped, and remembered for ten seconds for all who see the same."""

from dataclasses import dataclass

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.platform.cache import cached
from relaydesk.platform.clock import now
from relaydesk.tickets.contracts import COUNT_CAP
from relaydesk.tickets.queries.list_view import View, Viewer, count_sql

COUNTED = tuple(view for view in View if view is not View.BIN)


@dataclass(frozen=True, slots=True)
class Count:
    """A number up to COUNT_CAP; `capped` says that there are more."""

    count: int
    capped: bool


def view_counts(actor: Actor) -> dict[str, Count]:
    """The counts of all views, by one statement at most every ten seconds for each kind of viewer."""
    return _counts(Viewer.of(actor))


@cached(seconds=10)
def _counts(viewer: Viewer) -> dict[str, Count]:
    at = now()
    parts = [count_sql(viewer=viewer, at=at, view=view, cap=COUNT_CAP + 1) for view in COUNTED]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(sql for sql, _ in parts),
            [p for _, params in parts for p in params],
        )
        numbers = cursor.fetchone()
    return {
        view.value: Count(min(number, COUNT_CAP), number > COUNT_CAP)
        for view, number in zip(COUNTED, numbers, strict=True)
    }
