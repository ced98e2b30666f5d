"""What the tickets of a list are like in one respect: the columns of a board, the heads of a grouped list.

Only the rows that changed last are looked at: to count a million tickets by status would help nobody.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.list_view import Filters, Viewer, branches_of
from relaydesk.tickets.rules.state import PRIORITIES

LOOK = 5000


class GroupBy(StrEnum):
    """In what respect tickets are grouped."""

    STATUS = "status"
    CATEGORY = "category"
    PRIORITY = "priority"
    TYPE = "type"
    ASSIGNEE = "assignee"
    TEAM = "team"


_COLUMNS = {
    GroupBy.STATUS: "status_id",
    GroupBy.CATEGORY: "status_category",
    GroupBy.PRIORITY: "priority",
    GroupBy.TYPE: "type_id",
    GroupBy.ASSIGNEE: "assignee_id",
    GroupBy.TEAM: "team_id",
}


@dataclass(frozen=True, slots=True)
class Groups:
    """How many tickets have each value, None for none; `cut` says that older ones were not looked at."""

    items: dict[str | None, int]
    cut: bool


def groups_of(*, viewer: Viewer, filters: Filters, by: GroupBy) -> Groups:
    """Group what a viewer may see of a list, by one statement that looks at no more than `LOOK` rows."""
    rest = filters.narrowing.rest if filters.narrowing else []
    ok = " AND ".join(f"({sql})" for sql, _ in rest) or "TRUE"
    ok_params = [p for _, params in rest for p in params]
    branches = branches_of(viewer, filters)
    parts = [
        f"(SELECT t.id, t.{_COLUMNS[by]} AS value, ({ok}) AS ok FROM tickets_ticket t WHERE {sql}"  # noqa: S608
        f" ORDER BY t.updated_at DESC, t.id DESC LIMIT {LOOK})"
        for sql, _ in branches
    ]
    with hot_cursor() as cursor:
        cursor.execute(
            "SELECT value, count(*) FILTER (WHERE ok), count(*)"  # noqa: S608 - constants only
            f" FROM ({' UNION '.join(parts)}) u GROUP BY value",
            [p for _, params in branches for p in [*ok_params, *params]],
        )
        rows = cursor.fetchall()
    found: dict[str | None, int] = {}
    for value, matching, _ in rows:
        if matching:
            key = _key(by, value)
            found[key] = found.get(key, 0) + matching
    return Groups(found, cut=sum(looked for _, _, looked in rows) >= LOOK)


def _key(by: GroupBy, value: Any) -> str | None:
    """The word by which the API calls a value; statuses of several types may share one."""
    if value is None:
        return None
    if by is GroupBy.STATUS:
        return catalogue().statuses_by_id[value].key
    if by is GroupBy.TYPE:
        return catalogue().types_by_id[value].key
    return PRIORITIES[value] if by is GroupBy.PRIORITY else str(value)
