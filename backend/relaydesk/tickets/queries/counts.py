"""How many tickets conditions let in: capped, bounded in work, and remembered for ten seconds.

What an index serves is counted exactly up to the cap. A condition that also filters is asked of the rows that
changed last only: a rare one would read the whole table to say "3". Where that cuts, the count says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import orjson
from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.platform.cache import cached
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Problem
from relaydesk.tickets.contracts import COUNT_CAP, Count
from relaydesk.tickets.queries.conditions import context_of, parse_condition
from relaydesk.tickets.queries.list_view import Filters, Viewer, branches_of
from relaydesk.tickets.queries.narrowing import Narrowing, narrow
from relaydesk.tickets.queries.orders import Condition

LOOK = 2000
"""So many rows, the last changed first, are asked a condition that no index serves."""


@dataclass(frozen=True, slots=True)
class _Asker:
    """Equal askers get equal counts: they see the same, and relative values mean the same to them."""

    viewer: Viewer
    zone: str
    department_id: UUID | None
    closed: tuple[str, ...]
    actor: Actor = field(compare=False)


def count_conditions(actor: Actor, conditions: Mapping[str, object]) -> dict[str, Count | None]:
    """Count what the actor may read under each condition, by one statement at most every ten seconds.

    Args:
        conditions: stored conditions by any key of the caller's.

    Returns:
        By the same keys; None where a condition cannot be asked by this actor, or no longer says anything.
    """
    context = context_of(actor, now())
    closed = sorted({name for (name, _), right in actor.field_rights.items() if not right.shows})
    asker = _Asker(Viewer.of(actor), context.zone.key, actor.department_id, tuple(closed), actor)
    return _counts(asker, tuple(sorted((key, orjson.dumps(one)) for key, one in conditions.items())))


@cached(seconds=10)
def _counts(asker: _Asker, asked: tuple[tuple[str, bytes], ...]) -> dict[str, Count | None]:
    actor, context = asker.actor, context_of(asker.actor, now())
    conditions = {key: orjson.loads(one) for key, one in asked}
    found: dict[str, Count | None] = dict.fromkeys(conditions)
    parts: dict[str, Condition] = {}
    for key, condition in conditions.items():
        try:
            parts[key] = count_sql(asker.viewer, narrow(parse_condition(condition, actor), context))
        except Problem:
            continue  # a status that has gone, or a field that a role hides
    if not parts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(sql for sql, _ in parts.values()),
            [p for _, params in parts.values() for p in params],
        )
        numbers = cursor.fetchone()
    for key, (matching, looked) in zip(parts, numbers, strict=True):
        found[key] = Count(min(matching, COUNT_CAP), matching > COUNT_CAP or looked >= LOOK)
    return found


def count_sql(viewer: Viewer, narrowing: Narrowing) -> Condition:
    """One scalar subquery: an array of how many match, up to the cap, and how many rows were looked at."""
    filters = Filters(narrowing=narrowing)
    if not narrowing.rest:
        # One way after another until the cap: where the first has enough, the others are not looked at.
        disjoint = branches_of(viewer, filters, disjoint=True)
        every = " UNION ALL ".join(f"(SELECT 1 FROM tickets_ticket t WHERE {sql})" for sql, _ in disjoint)  # noqa: S608
        return f"(SELECT ARRAY[count(*), 0] FROM (SELECT 1 FROM ({every}) u LIMIT {COUNT_CAP + 1}) c)", [  # noqa: S608
            p for _, params in disjoint for p in params
        ]
    branches = branches_of(viewer, filters)
    rest = " AND ".join(f"({sql})" for sql, _ in narrowing.rest)
    rest_params = [p for _, params in narrowing.rest for p in params]
    parts = [
        f"(SELECT t.id, ({rest}) AS ok FROM tickets_ticket t WHERE {sql}"  # noqa: S608 - constants only
        f" ORDER BY t.updated_at DESC, t.id DESC LIMIT {LOOK})"
        for sql, _ in branches
    ]
    params = [p for _, branch_params in branches for p in [*rest_params, *branch_params]]
    return (
        f"(SELECT ARRAY[count(*) FILTER (WHERE ok), count(*)] FROM ({' UNION '.join(parts)}) u)",  # noqa: S608
        params,
    )
