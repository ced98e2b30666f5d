"""Let many tickets go on in one, each with its own result, and take that back.

A merge alone is all or nothing; here what one ticket refuses keeps no other back.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import NotFound, Problem, RuleBroken
from relaydesk.tickets.actions.merge_tickets import DETAILS, load_both_sides, merge_tickets
from relaydesk.tickets.actions.taking_back import TakeBack
from relaydesk.tickets.actions.unmerge_ticket import unmerge_ticket
from relaydesk.tickets.contracts import Changed, MergeWish
from relaydesk.tickets.policies import EVERYTHING, reach
from relaydesk.tickets.queries.states import read_state, read_states
from relaydesk.tickets.rules.merging import refusal


def check_target(actor: Actor, wish: MergeWish) -> None:
    """Refuse at once a ticket that takes no others in.

    Raises:
        NotFound, Forbidden: it is invisible, or may not be changed by this actor.
        RuleBroken: "target_closed", "already_merged".
    """
    code = refusal(load_both_sides(actor, [wish["into"]])[0], [])
    if code is not None:
        raise RuleBroken(code, DETAILS[code])


@transaction.atomic
def merge_many(*, actor: Actor, at: datetime, ticket_ids: Sequence[int], wish: MergeWish) -> list[Changed]:
    """Merge tickets into one, whatever becomes of the others.

    Returns:
        What became of each, in the order given; the one that stays is not changed.
    """
    into = wish["into"]
    # All locks in one order, before the first merge takes those of two.
    where = "(t.id = ANY(%s::bigint[]) OR t.number = %s)"
    found = read_states(where, [list(ticket_ids), into], reach=reach(actor), lock=True)
    states = {state.id: state for state in found}
    results: list[Changed] = []
    for ident in ticket_ids:
        state = states.get(ident)
        if state is None:
            results.append(Changed(ident, refusal=NotFound()))
        elif state.number == into:
            results.append(Changed(ident, into, state.version))
        else:
            results.append(_merge(state.id, state.number, state.version, wish, actor=actor, at=at))
    return results


def _merge(ident: int, number: str, version: int, wish: MergeWish, *, actor: Actor, at: datetime) -> Changed:
    try:
        with transaction.atomic():
            merge_tickets(
                actor=actor,
                at=at,
                number=wish["into"],
                sources=[number],
                across_requesters=wish.get("across_requesters", False),
            )
    except Problem as problem:
        return Changed(ident, number, refusal=problem)
    return Changed(ident, number, version + 1, former={"merged_into": wish["into"]})


@transaction.atomic
def unmerge_many(*, actor: Actor, at: datetime, wanted: Sequence[TakeBack]) -> list[Changed]:
    """Take merged tickets out again, those at which nobody has been since."""
    return [_unmerge(one, actor=actor, at=at) for one in wanted]


def _unmerge(one: TakeBack, *, actor: Actor, at: datetime) -> Changed:
    state = read_state(one.ticket_id, reach=EVERYTHING)
    if state is None:
        return Changed(one.ticket_id, refusal=NotFound())
    if state.version != one.version:
        refused = RuleBroken("changed_since", "Somebody has changed this ticket since.")
        return Changed(one.ticket_id, state.number, refusal=refused)
    try:
        with transaction.atomic():
            after = unmerge_ticket(actor=actor, at=at, number=state.number)
    except Problem as problem:
        return Changed(one.ticket_id, state.number, refusal=problem)
    return Changed(one.ticket_id, state.number, after.version)
