"""Change many tickets alike: each as a single change would be, with its own result.

What one ticket refuses keeps no other back. The number of statements does not grow with that of the tickets,
which is why the caller goes on in portions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people.contracts import AgentView, TeamView
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, Problem, RuleBroken
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.bin_ticket import put_into_bin
from relaydesk.tickets.actions.edit_ticket import Edits, apply_edits
from relaydesk.tickets.actions.snooze_ticket import set_alarms
from relaydesk.tickets.actions.storing import (
    Change,
    check_children,
    check_required,
    finish_many,
    insist_on_unmerged,
    insist_on_writing,
)
from relaydesk.tickets.actions.taking_back import former_values
from relaydesk.tickets.contracts import Changed, TicketEdits
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach, unwritable
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.relating import open_children_of
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules.assigning import KEEP, Keep
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.text import clean_tags

_BY_ID = "t.id = ANY(%s::bigint[])"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The edits, with what they name looked up."""

    given: TicketEdits
    team: TeamView | Keep | None
    assignee: AgentView | Keep | None
    open_children: Mapping[int, int]

    def for_ticket(self, state: TicketState) -> Edits:
        """The edits of one ticket: its own tags with those added and removed."""
        given = self.given
        tags: tuple[str, ...] | None = None
        if given.get("add_tags") or given.get("remove_tags"):
            removed = set(clean_tags(given.get("remove_tags", [])))
            added = clean_tags(given.get("add_tags", []))
            tags = tuple(dict.fromkeys([*(tag for tag in state.tags if tag not in removed), *added]))
        return Edits(
            status=given.get("status"),
            priority=given.get("priority"),
            type=given.get("type"),
            tags=tags,
            label=given.get("label", KEEP),
            team_id=_id(given, "team_id"),
            assignee_id=_id(given, "assignee_id"),
        )


def check_edits(actor: Actor, given: TicketEdits) -> None:
    """Refuse at once what could not be done to any ticket.

    Raises:
        Invalid: nothing is asked for, or something that does not exist.
        Forbidden: the actor holds no permission for it at all.
    """
    if not given or any(given.get(alone) and len(given) > 1 for alone in ("delete", "merge")):
        raise Invalid.field(
            "change", "required", "Say what is to be changed; deleting and merging stand alone."
        )
    _look_up(given)
    known = catalogue()
    if "status" in given and given["status"] not in {s.key for s in known.statuses_by_id.values()}:
        raise Invalid.field("change.status", "unknown_status", "There is no such status.")
    if "type" in given and given["type"] not in known.types:
        raise Invalid.field("change.type", "unknown_type", "There is no such ticket type.")
    if "priority" in given:
        steps.priority_rank(given["priority"])
    if given.get("label") is not None and given["label"] not in access.labels():
        raise Invalid.field("change.label", "unknown_label", "There is no such label.")
    for permission in _needed(given):
        if not actor.can(permission):
            raise Forbidden(data={"permission": permission.value})


@transaction.atomic
def change_many(
    *, actor: Actor, at: datetime, ticket_ids: Sequence[int], edits: TicketEdits
) -> list[Changed]:
    """Change tickets by the same rules as one alone: rights, fields, legal moves, version, facts.

    Args:
        ticket_ids: some hundreds at most; they are locked in order of their ids.

    Returns:
        What became of each, in the order given.

    Raises:
        Invalid: the edits name what does not exist (any more).
    """
    children = open_children_of(ticket_ids) if "status" in edits else {}
    wanted = _Wanted(edits, *_look_up(edits), children)
    states = {s.id: s for s in read_states(_BY_ID, [list(ticket_ids)], reach=reach(actor), lock=True)}
    lost = [ident for ident in ticket_ids if ident not in states]
    results = {ident: Changed(ident, refusal=problem) for ident, problem in _why_lost(actor, lost).items()}
    step = _delete if edits.get("delete") else _edit
    changes: list[Change] = []
    for ident, state in states.items():
        former = former_values(state)
        try:
            change = step(state, wanted, actor, at)
        except Problem as problem:
            results[ident] = Changed(ident, state.number, refusal=problem)
            continue
        if change.kinds:
            changes.append(change)
            results[ident] = Changed(ident, state.number, state.version, former)
        else:
            results[ident] = Changed(ident, state.number, state.version - 1)
    finish_many(changes, actor=actor, at=at)
    set_alarms([change.state for change in changes])
    return [results[ident] for ident in ticket_ids]


_Step = Callable[[TicketState, _Wanted, Actor, datetime], Change]


def _edit(state: TicketState, wanted: _Wanted, actor: Actor, at: datetime) -> Change:
    edits = wanted.for_ticket(state)
    if set(wanted.given) - {"label"}:
        insist_on_writing(actor, state)
        insist_on_unmerged(actor, state)
    refused = unwritable(actor, state.type_key, edits.fields())
    if refused:
        raise Forbidden("A role narrows these fields.", code="field_read_only", data={"fields": refused})
    change = Change.of(state, at=at)
    apply_edits(change, edits, actor=actor, team=wanted.team, assignee=wanted.assignee, at=at)
    if "snooze" in wanted.given:
        steps.snooze(change, instant(wanted.given["snooze"]["until"]), at=at)
    elif wanted.given.get("wake"):
        steps.wake(change, "manual")
    check_required(change, actor)
    check_children(change, actor, wanted.open_children)
    return change


def _delete(state: TicketState, wanted: _Wanted, actor: Actor, at: datetime) -> Change:
    return put_into_bin(state, actor=actor, at=at)


def _why_lost(actor: Actor, ids: Sequence[int]) -> dict[int, Problem]:
    """Why tickets cannot be changed that are not within sight: whoever may see the bin is told of it."""
    binned: set[int] = set()
    if ids and actor.can(P.DELETE):
        found = read_states(_BY_ID, [list(ids)], reach=reach(actor, P.DELETE, binned=True))
        binned = {state.id for state in found}
    gone = RuleBroken("ticket_in_bin", "This ticket is in the bin; restore it first.")
    return {ident: gone if ident in binned else NotFound() for ident in ids}


def _needed(given: TicketEdits) -> list[P]:
    """The permissions without which nothing of it can be done."""
    if given.get("delete"):
        return [P.DELETE]
    needed = [P.SET_LABEL] if "label" in given else []
    return [P.WRITE, *needed] if set(given) - {"label"} else needed


def _look_up(given: TicketEdits) -> tuple[TeamView | Keep | None, AgentView | Keep | None]:
    return steps.find_team(_id(given, "team_id")), steps.find_assignee(_id(given, "assignee_id"))


def instant(given: datetime | str | None) -> datetime | None:
    """An instant that may have come as text."""
    return datetime.fromisoformat(given) if isinstance(given, str) else given


def _id(given: TicketEdits, name: str) -> UUID | Keep | None:
    value: Any = given.get(name, KEEP)
    return UUID(value) if isinstance(value, str) else value
