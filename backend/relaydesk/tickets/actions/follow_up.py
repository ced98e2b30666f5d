"""Where the requester's words go once a ticket is closed: a follow-up ticket, linked to it."""

from datetime import datetime

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.platform.events import record
from relaydesk.platform.ids import uuid7
from relaydesk.tickets.actions.opening_beside import state_beside
from relaydesk.tickets.actions.storing import Change
from relaydesk.tickets.contracts import Category, LinkKind
from relaydesk.tickets.events import TicketLinked, subject_of
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules.state import TicketState

# UNION drops what was seen already, so that a ring of links ends.
_FOLLOWED = """t.id = (
    WITH RECURSIVE later(id) AS (
        SELECT target_id FROM tickets_ticketlink WHERE source_id = %s AND kind = 'follow_up'
        UNION
        SELECT l.target_id FROM tickets_ticketlink l JOIN later ON l.source_id = later.id
         WHERE l.kind = 'follow_up'
    )
    SELECT f.id FROM later JOIN tickets_ticket f USING (id)
     WHERE f.status_category <> 'closed' AND f.deleted_at IS NULL ORDER BY f.id DESC LIMIT 1
)"""
_LINK = """
INSERT INTO tickets_ticketlink (id, source_id, target_id, kind, created_at) VALUES (%s, %s, %s, %s, %s)
"""


def follow_up_for(closed: TicketState, *, actor: Actor, at: datetime) -> Change:
    """Begin the change of the follow-up ticket: the one that goes on already, or a new one for the
    same requester.

    The caller holds the lock on the closed ticket, so that two messages at once find the same follow-up.
    """
    going_on = read_states(_FOLLOWED, [closed.id], reach=EVERYTHING, lock=True)
    if going_on and going_on[0].category != Category.CLOSED:
        return Change.of(going_on[0], at=at)
    state = state_beside(closed, catalogue().types_by_id[closed.type_id], at=at)
    state.tags = closed.tags
    fact = TicketLinked(
        ticket_id=closed.id,
        number=closed.number,
        kind=LinkKind.FOLLOW_UP.value,
        other_id=state.id,
        other_number=state.number,
        ticket_version=closed.version,
    )
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [uuid7(), closed.id, state.id, LinkKind.FOLLOW_UP.value, at])
    record(fact, actor=actor.ref, subject=subject_of(closed.id), at=at)
    return Change(state, None)
