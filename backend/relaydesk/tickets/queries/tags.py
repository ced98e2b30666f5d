"""Which tags there are, as far as the reader sees tickets that bear them.

What he is offered first are the tags of the tickets that changed last within his sight, which costs the
same however many tickets there are. Names that are not among them are looked for in the list of all names,
and each is offered only if he sees a ticket with it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.cache import cached
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import permissions
from relaydesk.tickets.contracts import COUNT_CAP, Count
from relaydesk.tickets.policies import Reach, reach
from relaydesk.tickets.queries.catalogue import catalogue

LOOK = 3000
"""So many tickets are looked at, those that changed last, for each way into the reader's sight."""
CANDIDATES = 40
_HAS = "t.tags @> ARRAY[g.name] AND t.tags <> '{}' AND NOT (t.type_id = ANY(%s::uuid[]))"


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag, and on how many tickets within the reader's sight."""

    name: str
    count: Count


def folded(name: str) -> str:
    """A name as it is looked for: capitals do not matter."""
    return name.casefold()


def suggested_tags(actor: Actor, text: str, *, limit: int) -> list[str]:
    """Tags that begin with the text, then those that contain it, the most used first."""
    wanted = folded(text.strip())
    reached, hidden = reach(actor), _hidden_types(actor)
    recent = _recent(reached, hidden)
    fitting = [name for name in recent if wanted in folded(name)]
    fitting.sort(key=lambda name: (not folded(name).startswith(wanted), -recent[name], name))
    if wanted and len(fitting) < limit:
        fitting += _further(wanted, reached, hidden, without=fitting)
    return fitting[:limit]


def used_tags(actor: Actor, text: str, *, after: tuple[str, str] | None, limit: int) -> list[TagUse]:
    """Tags of tickets within the reader's sight with how many bear each, in alphabetical order."""
    found: list[TagUse] = []
    while len(found) < limit:
        names = _names(folded(text.strip()), after, CANDIDATES)
        found += _counted(actor, names)
        if len(names) < CANDIDATES:
            break
        after = (folded(names[-1]), names[-1])
    return found[:limit]


def _hidden_types(actor: Actor) -> tuple[UUID, ...]:
    """The types whose tags a role hides from him."""
    if not actor.field_rights:
        return ()
    types = catalogue().types.items()
    return tuple(entry.id for key, entry in types if not actor.field_right(permissions.TAGS, key).shows)


@cached(seconds=30)
def _recent(reached: Reach, hidden: tuple[UUID, ...]) -> Counter[str]:
    limits = reached.limits()
    parts, params = [], []
    for way, values in reached.branches():
        where = " AND ".join([way, *(sql for sql, _ in limits)])
        parts.append(
            f"(SELECT t.id, t.type_id, t.tags FROM tickets_ticket t WHERE {where}"  # noqa: S608 - constants
            f" ORDER BY t.updated_at DESC, t.id DESC LIMIT {LOOK})"
        )
        params += [*values, *(p for _, ps in limits for p in ps)]
    sql = (
        f"SELECT tag, count(*) FROM ({' UNION '.join(parts)}) u, unnest(u.tags) tag"  # noqa: S608
        " WHERE NOT (u.type_id = ANY(%s::uuid[])) GROUP BY tag"
    )
    with hot_cursor() as cursor:
        cursor.execute(sql, [*params, list(hidden)])
        return Counter(dict(cursor.fetchall()))


def _further(wanted: str, reached: Reach, hidden: tuple[UUID, ...], *, without: Sequence[str]) -> list[str]:
    allowed, params = reached.sql()
    sql = f"""
        SELECT g.name FROM (
            SELECT name, folded FROM tickets_tag
             WHERE position(%s IN folded) > 0 AND NOT (name = ANY(%s::text[]))
             ORDER BY position(%s IN folded), folded, name LIMIT {CANDIDATES}) g
         WHERE EXISTS (SELECT 1 FROM tickets_ticket t WHERE {_HAS} AND {allowed})
         ORDER BY position(%s IN folded), folded, name"""  # noqa: S608 - constants only
    values: list[Any] = [wanted, list(without), wanted, list(hidden), *params, wanted]
    with hot_cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _names(wanted: str, after: tuple[str, str] | None, limit: int) -> list[str]:
    sql = (
        "SELECT name FROM tickets_tag WHERE position(%s IN folded) > 0 AND (folded, name) > (%s, %s)"
        " ORDER BY folded, name LIMIT %s"
    )
    with hot_cursor() as cursor:
        cursor.execute(sql, [wanted, *(after or ("", "")), limit])
        return [row[0] for row in cursor.fetchall()]


def _counted(actor: Actor, names: Sequence[str]) -> list[TagUse]:
    allowed, params = reach(actor).sql()
    sql = f"""
        SELECT g.name, (SELECT count(*) FROM (
                SELECT 1 FROM tickets_ticket t WHERE {_HAS} AND {allowed} LIMIT {COUNT_CAP + 1}) c)
          FROM unnest(%s::text[]) WITH ORDINALITY AS g(name, place) ORDER BY g.place"""  # noqa: S608
    with hot_cursor() as cursor:
        cursor.execute(sql, [list(_hidden_types(actor)), *params, list(names)])
        rows = cursor.fetchall()
    return [TagUse(name, Count(min(n, COUNT_CAP), capped=n > COUNT_CAP)) for name, n in rows if n]
