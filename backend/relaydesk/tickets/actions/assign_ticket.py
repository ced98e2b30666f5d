"""Give a ticket to a team or an agent."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.storing import Change, finish, load_for_change
from relaydesk.tickets.contracts import AssignReason
from relaydesk.tickets.rules.assigning import KEEP, Keep
from relaydesk.tickets.rules.state import TicketState


@transaction.atomic
def assign_ticket(
    *,
    actor: Actor,
    at: datetime,
    ticket_id: int,
    assignee_id: UUID | Keep | None,
    team_id: UUID | Keep | None = KEEP,
    reason: AssignReason = AssignReason.MANUAL,
) -> TicketState:
    """Assign; what is already so is left without a trace.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: no such team or active agent.
        RuleBroken: "assignee_not_in_team", "assignee_without_team".
    """
    team, assignee = steps.find_team(team_id), steps.find_assignee(assignee_id)
    change = Change.of(load_for_change(actor, ticket_id), at=at)
    steps.assign(change, team=team, assignee=assignee, reason=reason.value, at=at)
    return finish(change, actor=actor, at=at)
