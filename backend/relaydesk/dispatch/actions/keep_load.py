"""Keep what each agent carries, in the transaction of the change (a participant of `tickets`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY, POINTS_A_TICKET
from relaydesk.people import public as people
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import RUNNING_CATEGORIES, Projection, TicketChange, TicketView

# In order of agent, so that two transactions never wait for each other.
_ADD = """
INSERT INTO dispatch_agentduty AS duty (agent_id, capacity, load, last_assigned_at)
SELECT agent_id, %s::int, load, last
FROM unnest(%s::uuid[], %s::int[], %s::timestamptz[]) AS g(agent_id, load, last)
ORDER BY agent_id
ON CONFLICT (agent_id) DO UPDATE SET load = duty.load + excluded.load,
    last_assigned_at = greatest(duty.last_assigned_at, excluded.last_assigned_at)
"""


def keep_load(changes: Sequence[TicketChange]) -> Mapping[int, Projection]:
    """Move points from who carried a ticket to who carries it now, by one statement for all changes, if
    any moved.
    """
    moved: Counter[UUID] = Counter()
    got: dict[UUID, datetime] = {}
    for change in {change.ticket.id: change for change in changes}.values():
        before, after = carrier(change.before), carrier(change.ticket)
        if before != after:
            if before is not None:
                moved[before] -= POINTS_A_TICKET
            if after is not None:
                moved[after] += POINTS_A_TICKET
        assignee = change.ticket.assignee_id
        if assignee is not None and (change.before is None or change.before.assignee_id != assignee):
            got[assignee] = max(change.at, got.get(assignee, change.at))
    agents = [agent for agent in {*moved, *got} if moved[agent] or agent in got]
    if agents:
        with hot_cursor() as cursor:
            cursor.execute(
                _ADD,
                [DEFAULT_CAPACITY, agents, [moved[one] for one in agents], [got.get(one) for one in agents]],
            )
    return {}


def carrier(ticket: TicketView | None) -> UUID | None:
    """Who carries a ticket's points: its assignee while it is new or open; a waiting ticket frees its
    points.
    """
    if ticket is None or ticket.category not in RUNNING_CATEGORIES:
        return None
    return ticket.assignee_id


@transaction.atomic
def recount_loads() -> int:
    """Count everybody's load anew from the tickets; return how many were wrong.

    The lock keeps changes away that have not noted their points yet, and waits for those that have.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE dispatch_agentduty IN SHARE ROW EXCLUSIVE MODE")
        loads = tickets.open_load([agent.id for agent in people.active_agents()])
        cursor.execute(
            """
            INSERT INTO dispatch_agentduty AS duty (agent_id, capacity, load)
            SELECT agent_id, %s, load FROM unnest(%s::uuid[], %s::int[]) AS g(agent_id, load)
            ON CONFLICT (agent_id) DO UPDATE SET load = excluded.load WHERE duty.load <> excluded.load
            """,
            [DEFAULT_CAPACITY, list(loads), list(loads.values())],
        )
        return int(cursor.rowcount)
