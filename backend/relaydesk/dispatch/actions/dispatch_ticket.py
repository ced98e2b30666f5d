"""Decide who gets one ticket."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.dispatch.actions import deciding
from relaydesk.dispatch.contracts import Outcome, Trigger
from relaydesk.dispatch.models import BacklogEntry
from relaydesk.dispatch.queries.candidates import lock_team, members_of
from relaydesk.dispatch.rules.choosing import POINTS_A_TICKET, Candidate, choose
from relaydesk.platform.errors import RuleBroken
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import RUNNING_CATEGORIES, TicketView

ACTOR = SYSTEM("dispatch")
TRIES = 3


@transaction.atomic
def dispatch_ticket(
    *,
    ticket_id: int,
    at: datetime,
    trigger: Trigger,
    actor: Actor = ACTOR,
    excluded: Collection[UUID] = (),
) -> UUID | None:
    """Give a ticket to the least loaded member of its team who is online, or put it into the team's backlog.

    A ticket that has an assignee is left alone unless `trigger` is `AGAIN`; then it stays where it is when
    nobody is better placed. Returns the id of the stored decision, or None when there was nothing to decide.

    Raises:
        NotFound, Forbidden: the actor may not assign this ticket.
        RuleBroken: "busy" when others kept changing the ticket.
    """
    for _ in range(TRIES):
        ticket = tickets.ticket(ticket_id)
        if not _to_decide(ticket, trigger):
            return None
        assert ticket is not None
        assert ticket.team_id is not None
        lock_team(ticket.team_id)
        try:
            return _decide(ticket, at=at, trigger=trigger, actor=actor, excluded=excluded)
        except deciding.Overtaken:
            continue
    raise RuleBroken("busy", "Others kept changing the ticket while it was dispatched.")


def _to_decide(ticket: TicketView | None, trigger: Trigger) -> bool:
    if ticket is None or ticket.team_id is None or ticket.category not in RUNNING_CATEGORIES:
        return False
    if ticket.deleted_at is not None:
        return False
    return ticket.assignee_id is None or trigger is Trigger.AGAIN


def _decide(
    ticket: TicketView, *, at: datetime, trigger: Trigger, actor: Actor, excluded: Collection[UUID]
) -> UUID:
    assert ticket.team_id is not None
    members = members_of(ticket.team_id)
    if ticket.assignee_id is not None:
        members = [_without(one, ticket) for one in members]
    choice = choose(
        members, priority=ticket.priority, excluded=excluded, uncleared=_uncleared(ticket, members, at)
    )
    chosen, reason = choice.chosen, choice.reason
    if chosen is None:
        outcome = Outcome.BACKLOG if ticket.assignee_id is None else Outcome.KEPT
        if outcome is Outcome.BACKLOG:
            deciding.wait(ticket, at)
    elif chosen.agent_id == ticket.assignee_id:
        outcome, reason = Outcome.KEPT, "best_already"
    else:
        outcome = Outcome.ASSIGNED
        deciding.give(actor=actor, at=at, ticket=ticket, chosen=chosen)
        if trigger is not Trigger.OPENED:
            BacklogEntry.objects.filter(ticket_id=ticket.id).delete()
    return deciding.store(
        actor=actor, at=at, ticket=ticket, choice=choice, outcome=outcome, reason=reason, trigger=trigger
    )


def _uncleared(ticket: TicketView, members: Sequence[Candidate], at: datetime) -> set[UUID]:
    """Members who may not see the ticket: a label wins over the role that put them into the team."""
    if ticket.label is None:
        return set()
    ids = {one.agent_id for one in members}
    return ids - access.agents_cleared_for(ticket.label, ids, at)


def _without(candidate: Candidate, ticket: TicketView) -> Candidate:
    """Leave this very ticket out of its assignee's load, so that he competes on equal terms."""
    if candidate.agent_id != ticket.assignee_id:
        return candidate
    return candidate._replace(load=candidate.load - POINTS_A_TICKET)
