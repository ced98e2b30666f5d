"""Reading ticket rows into `TicketState`, with or without the lock of a change."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.policies import Reach
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.rules.state import TicketState

_TAGS = 7
"""Place of the tags among the columns behind the category."""

CATEGORIES = {category.value: category for category in Category}
COLUMNS = (
    "t.id, t.number, t.type_id, t.status_id, t.status_category, t.priority, t.subject, t.channel, "
    "t.requester_id, t.assignee_id, t.team_id, t.department_id, t.tags, t.version, t.created_at, "
    "t.updated_at, t.accepted_at, t.started_at, t.first_response_at, t.solved_at, t.closed_at, "
    "t.last_public_message_at, t.last_requester_message_at, t.next_due_at, t.at_risk, t.label, t.deleted_at, "
    "t.snoozed_at, t.snoozed_until, t.merged_into_id, t.planned_from, t.planned_until"
)


def states_from_rows(rows: Iterable[Sequence[Any]]) -> list[TicketState]:
    """Build states from rows in the order of COLUMNS."""
    known = catalogue()
    types, statuses = known.types_by_id, known.statuses_by_id
    states = []
    for ident, number, type_id, status_id, category, *rest in rows:
        rest[_TAGS] = tuple(rest[_TAGS])
        states.append(
            TicketState(
                ident,
                number,
                type_id,
                types[type_id].key,
                status_id,
                statuses[status_id].key,
                CATEGORIES[category],
                *rest,
            )
        )
    return states


def read_states(where: str, params: Sequence[Any], *, reach: Reach, lock: bool = False) -> list[TicketState]:
    """Read tickets within a reach.

    Args:
        where: constant SQL over `t`; values come in `params` only.
        lock: hold the rows until the transaction ends; rows are locked in order of id, so that two changes of
            several tickets cannot wait for each other.
    """
    allowed, allowed_params = reach.sql()
    sql = f"SELECT {COLUMNS} FROM tickets_ticket t WHERE {where} AND {allowed}"  # noqa: S608 - constants only
    if lock:
        sql += " ORDER BY t.id FOR UPDATE OF t"
    with hot_cursor() as cursor:
        cursor.execute(sql, [*params, *allowed_params])
        rows = cursor.fetchall()
    return states_from_rows(rows)


def read_state(ticket: int | str | UUID, *, reach: Reach, lock: bool = False) -> TicketState | None:
    """Read one ticket by id (int) or number (str)."""
    where = "t.id = %s" if isinstance(ticket, int) else "t.number = %s"
    found = read_states(where, [ticket], reach=reach, lock=lock)
    return found[0] if found else None
