"""An agent's own lists: keyset pages along an index each, within what he may read now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.cache import cached
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import COUNT_CAP
from relaydesk.workbench.contracts import Entry, OwnList

_OPEN = "t.status_category IN ('new', 'open', 'waiting', 'hold')"
LOOK = 2000
"""So many entries of a list, the newest, are asked whether their tickets are unfinished."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a list comes from: tables, the condition on the agent, when, and by what it is ordered."""

    tables: str
    mine: str
    at: str
    key: tuple[str, ...]

    def order(self) -> str:
        return ", ".join(f"{column} DESC" for column in self.key)


_PARTS = "workbench_part p JOIN tickets_ticket t ON t.id = p.ticket_id"
_SOURCES: Mapping[OwnList, _Source] = {
    OwnList.TODO: _Source(
        "tickets_ticket t", f"t.assignee_id = %s AND {_OPEN}", "t.updated_at", ("t.updated_at", "t.id")
    ),
    OwnList.OPENED: _Source(_PARTS, "p.agent_id = %s AND p.kind = 'opened'", "p.at", ("p.at", "p.ticket_id")),
    OwnList.WORKED: _Source(_PARTS, "p.agent_id = %s AND p.kind = 'worked'", "p.at", ("p.at", "p.ticket_id")),
    # The newest tickets first, along the index of watchers.
    OwnList.WATCHED: _Source(
        "tickets_watcher w JOIN tickets_ticket t ON t.id = w.ticket_id",
        "w.agent_id = %s",
        "w.created_at",
        ("w.ticket_id",),
    ),
    OwnList.MENTIONED: _Source(
        "tickets_mention m JOIN tickets_ticket t ON t.id = m.ticket_id",
        "m.agent_id = %s",
        "m.created_at",
        ("m.created_at", "m.id"),
    ),
}


def own_list(
    *, actor: Actor, which: OwnList, unfinished: bool, limit: int, after: tuple[Any, ...] | None
) -> list[Entry]:
    """A page of a list, the newest first.

    Args:
        actor: whose list it is; what he may not read now is left out.
        unfinished: only tickets that are not solved or closed.
        limit: entries to read; ask for one more than the page to know whether there is a next.
        after: the place of the last entry seen.
    """
    if actor.agent_id is None:
        return []
    source = _SOURCES[which]
    allowed, params = tickets.reachable(actor)
    conditions, values = [source.mine, allowed], [actor.agent_id, *params]
    if unfinished and which is not OwnList.TODO:
        conditions.append(_OPEN)
    if after is not None:
        marks = ", ".join(["%s"] * len(source.key))
        conditions.append(f"({', '.join(source.key)}) < ({marks})")
        values += after
    sql = (
        f"SELECT t.id, {source.at}, {', '.join(source.key)} FROM {source.tables}"  # noqa: S608 - constants only
        f" WHERE {' AND '.join(conditions)} ORDER BY {source.order()} LIMIT {int(limit)}"
    )
    with hot_cursor() as cursor:
        cursor.execute(sql, values)
        return [Entry(ident, at, tuple(place)) for ident, at, *place in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose counts: an agent within what he may read."""

    agent_id: UUID
    allowed: str
    params: tuple[str, ...]
    actor: Actor = field(compare=False)


def counts(actor: Actor) -> dict[str, tuple[int, bool]]:
    """How many unfinished tickets are on each list, at most ten seconds old; True where there are more."""
    if actor.agent_id is None:
        return {which.value: (0, False) for which in OwnList}
    allowed, params = tickets.reachable(actor)
    return _counts(_Owner(actor.agent_id, allowed, tuple(map(str, params)), actor))


@cached(seconds=10)
def _counts(owner: _Owner) -> dict[str, tuple[int, bool]]:
    allowed, params = tickets.reachable(owner.actor)
    parts, values = [], []
    for source in _SOURCES.values():
        # Bounded: of somebody who worked on fifty thousand, the newest entries are looked at.
        newest = (
            f"SELECT t.id, {_OPEN} AS unfinished FROM {source.tables}"  # noqa: S608 - constants only
            f" WHERE {source.mine} AND {allowed} ORDER BY {source.order()} LIMIT {LOOK}"
        )
        parts.append(
            f"(SELECT ARRAY[count(DISTINCT n.id) FILTER (WHERE n.unfinished), count(*)] FROM ({newest}) n)"  # noqa: S608
        )
        values += [owner.agent_id, *params]
    with hot_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        row = cursor.fetchone()
    return {
        which.value: (min(found, COUNT_CAP), found > COUNT_CAP or looked >= LOOK)
        for which, (found, looked) in zip(_SOURCES, row, strict=True)
    }
