"""Watch a ticket, or let a colleague watch it, and stop that."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.ids import uuid7
from relaydesk.tickets.contracts import MAX_WATCHERS
from relaydesk.tickets.events import WatcherAdded, WatcherRemoved, subject_of
from relaydesk.tickets.policies import may_write, reach
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.queries.watching import watchers_of
from relaydesk.tickets.rules.state import TicketState

_ADD = """
INSERT INTO tickets_watcher (id, ticket_id, agent_id, created_at) VALUES (%s, %s, %s, %s)
ON CONFLICT ON CONSTRAINT tickets_watcher_once DO NOTHING
"""
_REMOVE = "DELETE FROM tickets_watcher WHERE ticket_id = %s AND agent_id = %s"


@transaction.atomic
def watch_ticket(*, actor: Actor, at: datetime, number: str, agent_id: UUID) -> TicketState:
    """Let an agent watch a ticket. Oneself: whoever may read it; a colleague: who may change it.

    Raises:
        NotFound: the ticket is invisible to the actor.
        Forbidden: he wants to add somebody to what he may only read.
        Invalid: there is no such active agent, or he could not see the ticket ("cannot_see_ticket").
        RuleBroken: "too_many_watchers".
    """
    state = _load(actor, number, agent_id)
    if agent_id != actor.agent_id:
        _insist_on_sight(state, agent_id)
    watching = watchers_of([state.id]).get(state.id, ())
    if agent_id in watching:
        return state
    if len(watching) >= MAX_WATCHERS:
        raise RuleBroken("too_many_watchers", f"At most {MAX_WATCHERS} watch a ticket.")
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [uuid7(), state.id, agent_id, at])
    fact = WatcherAdded(ticket_id=state.id, number=state.number, agent_id=agent_id)
    record(fact, actor=actor.ref, subject=subject_of(state.id), at=at)
    return state


@transaction.atomic
def unwatch_ticket(*, actor: Actor, at: datetime, number: str, agent_id: UUID) -> TicketState:
    """Let an agent watch a ticket no longer; nothing happens when he does not.

    Raises:
        NotFound, Forbidden: as for watching.
    """
    state = _load(actor, number, agent_id)
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [state.id, agent_id])
        removed = cursor.rowcount
    if removed:
        fact = WatcherRemoved(ticket_id=state.id, number=state.number, agent_id=agent_id)
        record(fact, actor=actor.ref, subject=subject_of(state.id), at=at)
    return state


def _load(actor: Actor, number: str, agent_id: UUID) -> TicketState:
    # The lock of the ticket: two at once cannot pass the limit, and the facts stand in one order.
    state = read_state(number, reach=reach(actor), lock=True)
    if state is None:
        raise NotFound
    if agent_id != actor.agent_id and not may_write(actor, state):
        raise Forbidden("You may read this ticket, not change who watches it.")
    return state


def _insist_on_sight(state: TicketState, agent_id: UUID) -> None:
    agent = people.agent(agent_id)
    if agent is None or not agent.active:
        raise Invalid.field("agent_id", "unknown_agent", "There is no such active agent.")
    seen_by = access.actor_by_email(agent.email)
    if seen_by is None or not reach(seen_by).covers(state):
        raise Invalid.field("agent_id", "cannot_see_ticket", "This colleague may not see the ticket.")
