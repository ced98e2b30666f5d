"""Reactions: dispatch what is new, put aside what is settled, draw when somebody has room."""

from collections.abc import Iterable
from uuid import UUID

from relaydesk.dispatch.actions.dispatch_ticket import dispatch_ticket
from relaydesk.dispatch.actions.draw_backlog import draw_backlog, teams_waiting
from relaydesk.dispatch.contracts import Trigger
from relaydesk.dispatch.models import BacklogEntry
from relaydesk.people import public as people
from relaydesk.people.contracts import Presence
from relaydesk.people.events import AgentDeactivated, AgentPresenceChanged
from relaydesk.platform.clock import now
from relaydesk.platform.events import Delivered, handler
from relaydesk.platform.jobs import defer
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import RUNNING_CATEGORIES
from relaydesk.tickets.events import PriorityChanged, StatusChanged, TicketAssigned, TicketOpened


@handler(TicketOpened, name="dispatch.assign_new")
def assign_new(delivered: Delivered) -> None:
    """A ticket was opened without an assignee: find somebody."""
    event: TicketOpened = delivered.event
    if event.assignee_id is None and event.team_id is not None:
        dispatch_ticket(ticket_id=event.ticket_id, at=now(), trigger=Trigger.OPENED)


@handler(TicketAssigned, name="dispatch.follow_assignment")
def follow_assignment(delivered: Delivered) -> None:
    """A ticket got somebody (it waits no longer), lost its assignee or went to another team (find
    somebody).
    """
    event: TicketAssigned = delivered.event
    if event.assignee_id is not None:
        BacklogEntry.objects.filter(ticket_id=event.ticket_id).delete()
    elif event.team_id is not None:
        moved = event.team_id != event.previous_team_id
        given_back = [] if event.previous_assignee_id is None else [event.previous_assignee_id]
        dispatch_ticket(
            ticket_id=event.ticket_id,
            at=now(),
            trigger=Trigger.TEAM_CHANGED if moved else _why_given_back(event.previous_assignee_id),
            excluded=() if moved else given_back,
        )
    if event.previous_assignee_id is not None:
        _draw_for(event.previous_assignee_id)


@handler(StatusChanged, name="dispatch.follow_status")
def follow_status(delivered: Delivered) -> None:
    """A ticket stopped running (its points are free) or runs again (it may need somebody)."""
    event: StatusChanged = delivered.event
    before, after = (category in RUNNING_CATEGORIES for category in (event.from_category, event.to_category))
    if before == after:
        return
    if after:
        dispatch_ticket(ticket_id=event.ticket_id, at=now(), trigger=Trigger.REOPENED)
        return
    BacklogEntry.objects.filter(ticket_id=event.ticket_id).delete()
    if BacklogEntry.objects.exists():
        ticket = tickets.ticket(event.ticket_id)
        if ticket is not None and ticket.assignee_id is not None:
            _draw_for(ticket.assignee_id)


@handler(PriorityChanged, name="dispatch.follow_priority")
def follow_priority(delivered: Delivered) -> None:
    """A waiting ticket became more or less urgent: it waits at another place, or passes the cap now."""
    event: PriorityChanged = delivered.event
    if not BacklogEntry.objects.filter(ticket_id=event.ticket_id).exists():
        return
    ticket = tickets.ticket(event.ticket_id)
    if ticket is None:
        return
    BacklogEntry.objects.filter(ticket_id=event.ticket_id).update(
        priority=ticket.priority, due_at=ticket.next_due_at
    )
    if ticket.team_id is not None:
        draw_backlog(team_id=ticket.team_id, at=now())


@handler(AgentPresenceChanged, name="dispatch.draw_for_presence")
def draw_for_presence(delivered: Delivered) -> None:
    """Somebody came online: give out what waits."""
    event: AgentPresenceChanged = delivered.event
    if event.presence == Presence.ONLINE:
        _draw_for(event.agent_id)


@handler(AgentDeactivated, name="dispatch.agent_left")
def give_back_what_is_open(delivered: Delivered) -> None:
    """Somebody left: his open tickets go back to their teams, by a job, since they may be many."""
    event: AgentDeactivated = delivered.event
    defer("dispatch.give_back", agent_id=str(event.agent_id))


def _why_given_back(agent_id: UUID | None) -> Trigger:
    agent = people.agent(agent_id) if agent_id is not None else None
    return Trigger.AGENT_LEFT if agent is not None and not agent.active else Trigger.GIVEN_BACK


def _draw_for(agent_id: UUID) -> None:
    """Draw in each team of an agent in which something waits."""
    if not BacklogEntry.objects.exists():
        return
    agent = people.agent(agent_id)
    if agent is not None and agent.active and agent.presence == Presence.ONLINE:
        _draw(teams_waiting(agent.team_ids))


def _draw(team_ids: Iterable[UUID]) -> None:
    for team_id in team_ids:
        draw_backlog(team_id=team_id, at=now())
