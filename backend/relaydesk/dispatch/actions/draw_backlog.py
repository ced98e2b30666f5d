"""Draw waiting tickets as soon as somebody can take them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from relaydesk.dispatch.actions import deciding
from relaydesk.dispatch.actions.dispatch_ticket import ACTOR
from relaydesk.dispatch.contracts import Outcome, Trigger
from relaydesk.dispatch.models import BacklogEntry
from relaydesk.dispatch.queries.candidates import lock_team, members_of
from relaydesk.dispatch.rules.choosing import POINTS_A_TICKET, Candidate, choose
from relaydesk.platform.errors import Problem
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import RUNNING_CATEGORIES, TicketView

AT_ONCE = 100


def teams_waiting(team_ids: Collection[UUID]) -> list[UUID]:
    """Those of the teams in which a ticket waits."""
    waiting = BacklogEntry.objects.filter(team_id__in=list(team_ids))
    return sorted(waiting.order_by().values_list("team_id", flat=True).distinct())


@transaction.atomic
def draw_backlog(*, team_id: UUID, at: datetime) -> int:
    """Give waiting tickets of a team to members who can take them, in order of priority, then due instant.

    At most `AT_ONCE` tickets are drawn, so that no transaction grows long. Returns how many found somebody.
    """
    lock_team(team_id)
    entries = BacklogEntry.objects.filter(team_id=team_id).order_by(
        "priority", F("due_at").asc(nulls_last=True), "ticket_id"
    )
    waiting = list(entries.values_list("ticket_id", flat=True)[:AT_ONCE])
    if not waiting:
        return 0
    views = tickets.tickets(waiting)
    members = members_of(team_id)
    drawn = 0
    gone: list[int] = []
    for ticket_id in waiting:
        ticket = views.get(ticket_id)
        if not _still_waits(ticket, team_id):
            gone.append(ticket_id)
            continue
        assert ticket is not None
        choice = choose(members, priority=ticket.priority)
        if choice.chosen is None:
            # Whoever is more urgent stands before this one, so nobody behind it can be taken either.
            break
        try:
            deciding.give(actor=ACTOR, at=at, ticket=ticket, chosen=choice.chosen)
        except (deciding.Overtaken, Problem):
            # It changed under our hands: the event of that change decides about it anew.
            continue
        deciding.store(
            actor=ACTOR,
            at=at,
            ticket=ticket,
            choice=choice,
            outcome=Outcome.ASSIGNED,
            reason=choice.reason,
            trigger=Trigger.DRAWN,
        )
        gone.append(ticket_id)
        drawn += 1
        members = [_given(one, choice.chosen, at) for one in members]
    BacklogEntry.objects.filter(ticket_id__in=gone).delete()
    return drawn


def _still_waits(ticket: TicketView | None, team_id: UUID) -> bool:
    return (
        ticket is not None
        and ticket.deleted_at is None
        and ticket.assignee_id is None
        and ticket.team_id == team_id
        and ticket.category in RUNNING_CATEGORIES
    )


def _given(one: Candidate, chosen: Candidate, at: datetime) -> Candidate:
    if one.agent_id != chosen.agent_id:
        return one
    return one._replace(load=one.load + POINTS_A_TICKET, last_assigned_at=at.timestamp())
