"""The steps out of which actions are made; each changes the state, keeps the rules and notes the fact."""

from datetime import datetime
from typing import Any
from uuid import UUID

from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, TeamView
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.tickets.actions.storing import Change
from relaydesk.tickets.contracts import Category, ChangeKind, StatusView
from relaydesk.tickets.events import (
    PriorityChanged,
    StatusChanged,
    TicketAssigned,
    TicketAwoken,
    TicketEdited,
    TicketSnoozed,
)
from relaydesk.tickets.queries.catalogue import TypeEntry, catalogue
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.assigning import KEEP, Keep, Place, choose_place
from relaydesk.tickets.rules.transitions import is_legal

ENDED = (Category.SOLVED, Category.CLOSED)


def type_of(change: Change) -> TypeEntry:
    """The type of the ticket as it is now."""
    return catalogue().types_by_id[change.state.type_id]


def move_to(change: Change, status_key: str, *, at: datetime) -> None:
    """Move to another status; the present one is no move.

    Raises:
        Invalid: the type has no such status.
        RuleBroken: "illegal_transition", with the legal ones in data["allowed"].
    """
    entry = type_of(change)
    after = entry.statuses.get(status_key)
    if after is None:
        raise Invalid.field("status", "unknown_status", "This ticket type has no such status.")
    before = entry.statuses[change.state.status_key]
    if before.key == after.key:
        return
    if not is_legal(before, after, entry.moves):
        raise RuleBroken(
            "illegal_transition",
            f"A ticket cannot move from {before.key} to {after.key}.",
            data={
                "from": before.key,
                "to": after.key,
                "allowed": [status.key for status in entry.next_of(before.key)],
            },
        )
    enter(change, entry, after, at=at)


def enter(change: Change, entry: TypeEntry, after: StatusView, *, at: datetime) -> None:
    """Put the ticket into a status whose legality is settled, and note it."""
    state = change.state
    before = entry.statuses[state.status_key]
    if before.key == after.key:
        return
    states.enter_status(state, entry.status_ids[after.key], after, at=at)
    if after.category in ENDED:
        wake(change, "ended")
    fact = StatusChanged(
        ticket_id=state.id,
        number=state.number,
        from_status=before.key,
        to_status=after.key,
        from_category=before.category.value,
        to_category=after.category.value,
        ticket_version=state.version,
    )
    change.note(ChangeKind.STATUS, fact)


def snooze(change: Change, until: datetime | None, *, at: datetime) -> None:
    """Put the ticket to sleep until an instant, or (None) until the requester answers; he wakes it anyway.

    Raises:
        Invalid: the instant is past.
        RuleBroken: "snooze_ended": it is solved or closed.
    """
    state = change.state
    if until is not None and until <= at:
        raise Invalid.field("until", "past", "This instant is past.")
    if state.category in ENDED:
        raise RuleBroken("snooze_ended", "A finished ticket need not sleep.")
    if state.snoozed_at is not None and state.snoozed_until == until:
        return
    state.snoozed_at, state.snoozed_until = at, until
    fact = TicketSnoozed(ticket_id=state.id, number=state.number, until=until, ticket_version=state.version)
    change.note(ChangeKind.EDITED, fact)


def wake(change: Change, reason: str) -> None:
    """Wake the ticket; one that is awake stays so. `reason` is due, answered, ended or manual."""
    state = change.state
    if state.snoozed_at is None:
        return
    state.snoozed_at = state.snoozed_until = None
    fact = TicketAwoken(ticket_id=state.id, number=state.number, reason=reason, ticket_version=state.version)
    change.note(ChangeKind.EDITED, fact)


def set_priority(change: Change, priority: str) -> None:
    """Set the priority, P0 to P3.

    Raises:
        Invalid: it is none of these.
    """
    state = change.state
    rank = priority_rank(priority)
    if rank == state.priority:
        return
    before, state.priority = states.PRIORITIES[state.priority], rank
    fact = PriorityChanged(
        ticket_id=state.id, number=state.number, before=before, after=priority, ticket_version=state.version
    )
    change.note(ChangeKind.PRIORITY, fact)


def priority_rank(priority: str) -> int:
    """P0 to P3 as the number that sorts.

    Raises:
        Invalid: it is none of these.
    """
    if priority not in states.PRIORITIES:
        raise Invalid.field("priority", "unknown_priority", "One of P0, P1, P2, P3.")
    return states.PRIORITIES.index(priority)


def find_team(team_id: UUID | Keep | None) -> TeamView | Keep | None:
    """Look up a team that a request names.

    Raises:
        Invalid: there is none.
    """
    if isinstance(team_id, Keep) or team_id is None:
        return team_id
    team = people.team(team_id)
    if team is None:
        raise Invalid.field("team_id", "unknown_team", "There is no such team.")
    return team


def find_assignee(assignee_id: UUID | Keep | None) -> AgentView | Keep | None:
    """Look up an agent whom a request names.

    Raises:
        Invalid: there is none, or he no longer works here.
    """
    if isinstance(assignee_id, Keep) or assignee_id is None:
        return assignee_id
    return active_agent(people.agent(assignee_id))


def active_agent(agent: AgentView | None) -> AgentView:
    """Insist on an agent who works here.

    Raises:
        Invalid: unknown or no longer active.
    """
    if agent is None or not agent.active:
        raise Invalid.field("assignee_id", "unknown_agent", "There is no such active agent.")
    return agent


def assign(
    change: Change,
    *,
    team: TeamView | Keep | None = KEEP,
    assignee: AgentView | Keep | None = KEEP,
    reason: str,
    at: datetime,
) -> None:
    """Give the ticket to a team, an agent, or both.

    Raises:
        RuleBroken: see rules/assigning.py.
    """
    state = change.state
    now = Place(state.team_id, state.assignee_id, state.department_id)
    place = choose_place(now, team=team, assignee=assignee, teams=people.teams())
    if place == now:
        return
    state.team_id, state.assignee_id, state.department_id = (
        place.team_id,
        place.assignee_id,
        place.department_id,
    )
    if place.assignee_id is not None:
        states.accept(state, at=at)
    fact = TicketAssigned(
        ticket_id=state.id,
        number=state.number,
        team_id=place.team_id,
        assignee_id=place.assignee_id,
        previous_team_id=now.team_id,
        previous_assignee_id=now.assignee_id,
        reason=reason,
        ticket_version=state.version,
    )
    change.note(ChangeKind.ASSIGNED, fact)


def edit(change: Change, *, subject: str | None, tags: tuple[str, ...] | None, type_key: str | None) -> None:
    """Change what the ticket says of itself.

    A type that lacks the present status takes over by category, which is no move of the requester's affair.

    Raises:
        Invalid: no such type, or one without a status for the present category.
    """
    state = change.state
    changes: dict[str, Any] = {}
    if subject is not None and subject != state.subject:
        changes["subject"] = [state.subject, subject]
        state.subject = subject
    if tags is not None and tags != state.tags:
        changes["tags"] = [list(state.tags), list(tags)]
        state.tags = tags
    if type_key is not None and type_key != state.type_key:
        changes["type"] = [state.type_key, type_key]
        _change_type(change, type_key)
    if changes:
        fact = TicketEdited(
            ticket_id=state.id, number=state.number, changes=changes, ticket_version=state.version
        )
        change.note(ChangeKind.EDITED, fact)


def _change_type(change: Change, type_key: str) -> None:
    state = change.state
    entry = catalogue().types.get(type_key)
    if entry is None:
        raise Invalid.field("type", "unknown_type", "There is no such ticket type.")
    status = entry.statuses.get(state.status_key)
    if status is None or status.category != state.category:
        status = next((s for s in entry.statuses.values() if s.category == state.category), None)
    if status is None:
        raise Invalid.field("type", "no_matching_status", "The type has no status for where the ticket is.")
    state.type_id, state.type_key = entry.id, entry.key
    state.status_id, state.status_key = entry.status_ids[status.key], status.key
