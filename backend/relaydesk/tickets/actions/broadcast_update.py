"""One update for all requesters of a major issue 大面积故障: each hears it in his own ticket's thread."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.platform.errors import Forbidden, Problem, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.jobs import defer
from relaydesk.tickets.actions.add_message import Words, add_message
from relaydesk.tickets.actions.composing import compose
from relaydesk.tickets.actions.solving_below import solved_status
from relaydesk.tickets.actions.storing import is_staff, load_for_change
from relaydesk.tickets.contracts import LinkKind, Visibility
from relaydesk.tickets.events import UpdateBroadcast, subject_of
from relaydesk.tickets.models import Broadcast, BroadcastLine
from relaydesk.tickets.queries.relating import open_below

JOB = "tickets.broadcast"
SOLVE = "solve"
CHANNEL = "desk"
_NEXT = """
SELECT id, ticket_id FROM tickets_broadcastline WHERE broadcast_id = %s AND state = 'waiting'
 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_DONE = "UPDATE tickets_broadcastline SET state = %s, code = %s WHERE id = %s"


@transaction.atomic
def start_broadcast(
    *, actor: Actor, at: datetime, number: str, body_html: str | None, body_text: str | None, solve: bool
) -> Broadcast:
    """Queue an update for every open ticket under this one, and keep it here as a note.

    Args:
        solve: each ticket is solved with it.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: nothing is said.
        RuleBroken: "nothing_affected": no open ticket hangs under it.
    """
    state = load_for_change(actor, number)
    if not is_staff(actor):
        raise Forbidden("Only agents send updates.")
    body = compose(
        body_text=body_text, body_html=body_html, quoted_html=None, attachment_ids=(), may_be_empty=False
    )
    affected = open_below(state.id, LinkKind.MAJOR)
    if not affected:
        raise RuleBroken("nothing_affected", "No open ticket hangs under this one.")
    note = Words(visibility=Visibility.NOTE, channel=CHANNEL, body_html=body.html)
    add_message(actor=actor, at=at, ticket=number, words=note)
    made = Broadcast.objects.create(
        ticket_id=state.id,
        account_email=_address_of(actor),
        author_name=actor.name,
        body_html=body.html,
        set_status=SOLVE if solve else None,
        created_at=at,
    )
    BroadcastLine.objects.bulk_create(
        BroadcastLine(broadcast_id=made.id, ticket_id=one.id) for one in affected
    )
    fact = UpdateBroadcast(
        ticket_id=state.id, number=state.number, broadcast_id=made.id, count=len(affected), solve=solve
    )
    record(fact, actor=actor.ref, subject=subject_of(state.id), at=at)
    defer(JOB, broadcast_id=str(made.id))
    return made


def send_next(broadcast_id: UUID, *, at: datetime) -> bool:
    """Send the update to one more ticket; False when none waits.

    The line and the message are one transaction: whoever is killed in between has done neither.
    """
    made = Broadcast.objects.get(id=broadcast_id)
    actor = access.actor_by_email(made.account_email)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEXT, [broadcast_id])
        row = cursor.fetchone()
        if row is None:
            return False
        line_id, ticket_id = row
        code = "sender_gone" if actor is None else _send(made, ticket_id, actor=actor, at=at)
        cursor.execute(_DONE, ["refused" if code else "sent", code, line_id])
    return True


def finish_broadcast(broadcast_id: UUID, *, at: datetime) -> None:
    """Note that every ticket has its result."""
    Broadcast.objects.filter(id=broadcast_id, finished_at__isnull=True).update(finished_at=at)


def _send(made: Broadcast, ticket_id: int, *, actor: Actor, at: datetime) -> str:
    """Send to one ticket, with the rights that the sender has now; the code of the refusal, if it is one."""
    words = Words(
        visibility=Visibility.PUBLIC,
        channel=CHANNEL,
        body_html=made.body_html,
        external_id=f"broadcast:{made.id}:{ticket_id}",
    )
    try:
        with transaction.atomic():
            status = solved_status(load_for_change(actor, ticket_id)) if made.set_status == SOLVE else None
            add_message(actor=actor, at=at, ticket=ticket_id, words=words, set_status=status)
    except Problem as problem:
        return problem.code
    return ""


def _address_of(actor: Actor) -> str:
    agent = people.agent(actor.agent_id) if actor.agent_id else None
    return agent.email if agent else ""
