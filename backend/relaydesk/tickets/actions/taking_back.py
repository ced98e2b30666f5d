"""Give tickets their former values back: the undo of a change to many.

Only tickets that nobody has changed since. It is no ordinary change: a move that was legal need not be legal
backwards, and who has just given a ticket out of his sight may take that back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import NotFound, Problem, RuleBroken
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.snooze_ticket import set_alarms
from relaydesk.tickets.actions.storing import Change, finish_many
from relaydesk.tickets.contracts import AssignReason, Changed, ChangeKind
from relaydesk.tickets.events import (
    StatusChanged,
    TicketAssigned,
    TicketAwoken,
    TicketEdited,
    TicketLabelled,
    TicketRestored,
    TicketSnoozed,
)
from relaydesk.tickets.policies import EVERYTHING
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.state import TicketState

_IDS = ("type_id", "status_id", "assignee_id", "team_id", "department_id")
_INSTANTS = ("accepted_at", "started_at", "solved_at", "closed_at", "deleted_at")
_SLEEP = ("snoozed_at", "snoozed_until")
_PLAIN = ("priority", "label")


def former_values(state: TicketState) -> dict[str, Any]:
    """What a change to many may write, as JSON values."""
    values: dict[str, Any] = {name: getattr(state, name) for name in _PLAIN}
    values |= {name: str(value) if (value := getattr(state, name)) else None for name in _IDS}
    values |= {
        name: value.isoformat() if (value := getattr(state, name)) else None for name in (*_INSTANTS, *_SLEEP)
    }
    return {**values, "tags": list(state.tags)}


@dataclass(frozen=True, slots=True)
class TakeBack:
    """One ticket: at which version it must be, and its former values as `former_values` wrote them."""

    ticket_id: int
    version: int
    former: Mapping[str, Any]


@transaction.atomic
def take_back(*, actor: Actor, at: datetime, wanted: Sequence[TakeBack]) -> list[Changed]:
    """Restore the former values of tickets at which nobody has been since.

    Args:
        wanted: some hundreds at most; the caller answers that the actor himself made the change.

    Returns:
        What became of each, in order; "changed_since" is the refusal where somebody was faster.
    """
    ids = [one.ticket_id for one in wanted]
    found = read_states("t.id = ANY(%s::bigint[])", [ids], reach=EVERYTHING, lock=True)
    by_id = {state.id: state for state in found}
    changes: list[Change] = []
    results: list[Changed] = []
    for one in wanted:
        state = by_id.get(one.ticket_id)
        refusal = _refusal(state, one.version)
        if state is None or refusal is not None:
            results.append(Changed(one.ticket_id, state.number if state else None, refusal=refusal))
            continue
        changes.append(_restore(state, one.former, at))
        results.append(Changed(one.ticket_id, state.number, state.version))
    finish_many(changes, actor=actor, at=at)
    set_alarms([change.state for change in changes])
    return results


def _refusal(state: TicketState | None, version: int) -> Problem | None:
    if state is None:
        return NotFound()
    if state.version != version:
        return RuleBroken("changed_since", "Somebody has changed this ticket since.")
    return None


def _restore(state: TicketState, former: Mapping[str, Any], at: datetime) -> Change:
    change = Change.of(state, at=at)
    _restore_texts(change, former)
    _restore_status(change, former, at)
    if former["priority"] != state.priority:
        steps.set_priority(change, states.PRIORITIES[former["priority"]])
    _restore_place(change, former)
    _restore_sleep(change, former)
    if former["label"] != state.label:
        before, state.label = state.label, former["label"]
        change.note(
            ChangeKind.EDITED,
            TicketLabelled(
                ticket_id=state.id,
                number=state.number,
                label=state.label,
                previous_label=before,
                ticket_version=state.version,
            ),
        )
    if state.deleted_at is not None and former["deleted_at"] is None:
        change.note(
            ChangeKind.EDITED,
            TicketRestored(ticket_id=state.id, number=state.number, ticket_version=state.version),
        )
    for name in _INSTANTS:
        setattr(state, name, datetime.fromisoformat(former[name]) if former[name] else None)
    return change


def _restore_texts(change: Change, former: Mapping[str, Any]) -> None:
    state = change.state
    changes: dict[str, Any] = {}
    tags, entry = tuple(former["tags"]), catalogue().types_by_id[UUID(former["type_id"])]
    if tags != state.tags:
        changes["tags"] = [list(state.tags), list(tags)]
        state.tags = tags
    if entry.key != state.type_key:
        changes["type"] = [state.type_key, entry.key]
        state.type_id, state.type_key = entry.id, entry.key
    if changes:
        fact = TicketEdited(
            ticket_id=state.id, number=state.number, changes=changes, ticket_version=state.version
        )
        change.note(ChangeKind.EDITED, fact)


def _restore_status(change: Change, former: Mapping[str, Any], at: datetime) -> None:
    """The former status. Between types of different statuses of one category it is no move."""
    state, status_id = change.state, UUID(former["status_id"])
    status, before, category = catalogue().statuses_by_id[status_id], state.status_key, state.category
    if status_id == state.status_id:
        return
    states.enter_status(state, status_id, status, at=at)
    if status.key == before or (status.category == category and ChangeKind.EDITED in change.kinds):
        return
    fact = StatusChanged(
        ticket_id=state.id,
        number=state.number,
        from_status=before,
        to_status=status.key,
        from_category=category.value,
        to_category=status.category.value,
        ticket_version=state.version,
    )
    change.note(ChangeKind.STATUS, fact)


def _restore_sleep(change: Change, former: Mapping[str, Any]) -> None:
    state = change.state
    since, until = (datetime.fromisoformat(former[name]) if former.get(name) else None for name in _SLEEP)
    if (since, until) == (state.snoozed_at, state.snoozed_until):
        return
    state.snoozed_at, state.snoozed_until = since, until
    about: dict[str, Any] = {"ticket_id": state.id, "number": state.number, "ticket_version": state.version}
    change.note(
        ChangeKind.EDITED,
        TicketAwoken(**about, reason="undo") if since is None else TicketSnoozed(**about, until=until),
    )


def _restore_place(change: Change, former: Mapping[str, Any]) -> None:
    state = change.state
    team, assignee, department = (
        UUID(former[name]) if former[name] else None for name in ("team_id", "assignee_id", "department_id")
    )
    if (team, assignee, department) == (state.team_id, state.assignee_id, state.department_id):
        return
    fact = TicketAssigned(
        ticket_id=state.id,
        number=state.number,
        team_id=team,
        assignee_id=assignee,
        previous_team_id=state.team_id,
        previous_assignee_id=state.assignee_id,
        reason=AssignReason.UNDO.value,
        ticket_version=state.version,
    )
    state.team_id, state.assignee_id, state.department_id = team, assignee, department
    change.note(ChangeKind.ASSIGNED, fact)
