"""Answer many requesters alike, each in his own ticket, with words filled in for it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, Problem
from relaydesk.tickets.actions.add_message import Words, add_message
from relaydesk.tickets.actions.storing import is_staff
from relaydesk.tickets.contracts import Changed, ReplyWish, TicketEdits, Visibility
from relaydesk.tickets.policies import reach
from relaydesk.tickets.prepared_replies import reply_source
from relaydesk.tickets.queries.states import read_states

CHANNEL = "desk"
BESIDE = frozenset({"reply", "status"})


def check_reply(actor: Actor, edits: TicketEdits) -> None:
    """Refuse at once what could be said in no ticket.

    Raises:
        Forbidden: the actor is no agent.
        Invalid, NotFound: something stands beside it that cannot, or there are no such words.
    """
    if set(edits) - BESIDE:
        raise Invalid.field("change.reply", "not_alone", "Beside a reply there may be a status alone.")
    if not is_staff(actor):
        raise Forbidden("Only agents reply.")
    reply_source().check(actor, edits["reply"])


@transaction.atomic
def reply_many(*, actor: Actor, at: datetime, ticket_ids: Sequence[int], edits: TicketEdits) -> list[Changed]:
    """Add the reply to each ticket, with the status if one is given.

    Returns:
        What became of each, in the order given; there are no former values: what was said stays.
    """
    found = read_states("t.id = ANY(%s::bigint[])", [list(ticket_ids)], reach=reach(actor), lock=True)
    states = {state.id: state for state in found}
    wish, status = edits["reply"], edits.get("status")
    results: list[Changed] = []
    for ident in ticket_ids:
        state = states.get(ident)
        if state is None:
            results.append(Changed(ident, refusal=NotFound()))
            continue
        try:
            with transaction.atomic():
                _reply(state.number, wish, status, actor=actor, at=at)
        except Problem as problem:
            results.append(Changed(ident, state.number, refusal=problem))
        else:
            results.append(Changed(ident, state.number, state.version + 1, former={}))
    return results


def _reply(number: str, wish: ReplyWish, status: str | None, *, actor: Actor, at: datetime) -> None:
    source = reply_source()
    html = source.fill(actor, number, wish, at)
    words = Words(visibility=Visibility.PUBLIC, channel=CHANNEL, body_html=html)
    with source.sending():
        add_message(actor=actor, at=at, ticket=number, words=words, set_status=status)
