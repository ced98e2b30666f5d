"""Small questions of other modules."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.tickets.contracts import RUNNING_CATEGORIES, MessageView, ProgressStep, TicketView
from relaydesk.tickets.policies import EVERYTHING, reach
from relaydesk.tickets.queries import messages as message_queries
from relaydesk.tickets.queries.merging import root_of
from relaydesk.tickets.queries.states import read_state, read_states
from relaydesk.tickets.rules.progress import progress

_LOAD = """
SELECT assignee_id, count(*) FROM tickets_ticket
WHERE assignee_id = ANY(%s) AND deleted_at IS NULL
  AND status_category IN ('new', 'open', 'waiting', 'hold') AND status_category = ANY(%s)
GROUP BY assignee_id
"""

_OPEN_OF_AGENT = """
SELECT id FROM tickets_ticket
WHERE assignee_id = %s AND status_category IN ('new', 'open', 'waiting', 'hold') AND deleted_at IS NULL
ORDER BY updated_at, id LIMIT %s
"""
_FOR_REQUESTER = """m.visibility = 'public' AND (m.origin_id IS NULL OR EXISTS (
    SELECT 1 FROM tickets_ticket o JOIN tickets_ticket t ON t.requester_id = o.requester_id
     WHERE o.id = m.origin_id AND t.id = m.ticket_id))"""


def tickets(ids: Collection[int]) -> dict[int, TicketView]:
    """Tickets by id."""
    if not ids:
        return {}
    return {s.id: s.view() for s in read_states("t.id = ANY(%s)", [list(ids)], reach=EVERYTHING)}


def ticket_by_number(number: str) -> TicketView | None:
    """One ticket by its number."""
    state = read_state(number, reach=EVERYTHING)
    return state.view() if state else None


def message(message_id: UUID) -> MessageView | None:
    """One message or note."""
    found = message_queries.read_messages("m.id = %s", [message_id])
    return found[0] if found else None


def messages(ticket_id: int, *, public_only: bool) -> list[MessageView]:
    """The thread, oldest first; public only leaves notes out in the database already.

    What came by a merge from the ticket of another requester is not for this one's eyes either.
    """
    where = f"m.ticket_id = %s AND {_FOR_REQUESTER}" if public_only else "m.ticket_id = %s"
    return message_queries.read_messages(where, [ticket_id])


def last_public_message(ticket_id: int) -> UUID | None:
    """The last message that the requester may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM tickets_message WHERE ticket_id = %s AND visibility = 'public'"
            " ORDER BY created_at DESC, id DESC LIMIT 1",
            [ticket_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def messages_of_merged(source_id: int) -> list[MessageView]:
    """The public thread of a merged ticket alone, oldest first, wherever it is shown now."""
    return message_queries.read_messages("m.origin_id = %s AND m.visibility = 'public'", [source_id])


def goes_on_in(ticket_id: int) -> TicketView | None:
    """The ticket in which a merged one goes on."""
    root = root_of(ticket_id)
    return tickets([root]).get(root)


def known_external_ids(external_ids: Collection[str]) -> dict[str, MessageView]:
    """Messages by the names that their channels gave them."""
    return message_queries.by_external_ids(external_ids)


def open_load(agent_ids: Collection[UUID]) -> dict[UUID, int]:
    """Running tickets for each agent; one condition names the partial index, one the categories."""
    load = dict.fromkeys(agent_ids, 0)
    if load:
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [list(load), [c.value for c in RUNNING_CATEGORIES]])
            load.update(dict(cursor.fetchall()))
    return load


def open_of_agent(agent_id: UUID, *, limit: int) -> list[int]:
    """Tickets on which an agent has not finished work, the one untouched longest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_OF_AGENT, [agent_id, limit])
        return [row[0] for row in cursor.fetchall()]


def visible_ids(actor: Actor, ids: Collection[int]) -> set[int]:
    """Those of `ids` that the actor may read."""
    if not ids:
        return set()
    allowed, params = reach(actor).sql()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id FROM tickets_ticket t WHERE t.id = ANY(%s) AND {allowed}",  # noqa: S608 - constants
            [list(ids), *params],
        )
        return {row[0] for row in cursor.fetchall()}


def ids_of_requester(requester_id: UUID, limit: int) -> list[int]:
    """His tickets, the last changed first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM tickets_ticket WHERE requester_id = %s"
            " ORDER BY updated_at DESC, id DESC LIMIT %s",
            [requester_id, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def progress_of(view: TicketView) -> tuple[ProgressStep, ...]:
    """The progress bar of a ticket."""
    return progress(
        category=view.category,
        created_at=view.created_at,
        accepted_at=view.accepted_at,
        started_at=view.started_at,
        solved_at=view.solved_at,
    )
