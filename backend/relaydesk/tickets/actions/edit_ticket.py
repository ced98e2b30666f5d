"""Change several things of a ticket in one step, as a form or the API asks for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.people.contracts import AgentView, TeamView
from relaydesk.platform.errors import Forbidden, Invalid, Stale
from relaydesk.tickets import permissions
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.labelling import load_for_label, set_label
from relaydesk.tickets.actions.planning import plan
from relaydesk.tickets.actions.solving_below import solve_below
from relaydesk.tickets.actions.storing import Change, finish, is_staff, load_for_change
from relaydesk.tickets.contracts import MAX_TAGS, AssignReason, LinkKind
from relaydesk.tickets.policies import unwritable
from relaydesk.tickets.queries.stale import changes_since
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.assigning import KEEP, Keep
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.text import clean_subject, clean_tags


class OpenChildren(StrEnum):
    """What becomes of open children when their parent is solved: they go on, or are solved with it."""

    LEAVE = "leave"
    SOLVE = "solve"


@dataclass(frozen=True, slots=True)
class Edits:
    """The fields that may be written, None or KEEP when not mentioned (CVE-2025-48476: an explicit list)."""

    subject: str | None = None
    status: str | None = None
    priority: str | None = None
    type: str | None = None
    tags: tuple[str, ...] | None = None
    label: str | Keep | None = KEEP
    team_id: UUID | Keep | None = KEEP
    assignee_id: UUID | Keep | None = KEEP
    planned_from: datetime | Keep | None = KEEP
    planned_until: datetime | Keep | None = KEEP
    open_children: OpenChildren | None = None

    def fields(self) -> list[str]:
        """The fields that are to be written, by the names under which roles narrow them."""
        named = {
            permissions.SUBJECT: self.subject,
            permissions.PRIORITY: self.priority,
            permissions.TYPE: self.type,
            permissions.TAGS: self.tags,
        }
        kept = {
            permissions.LABEL: self.label,
            permissions.TEAM: self.team_id,
            permissions.ASSIGNEE: self.assignee_id,
        }
        return [
            *(name for name, value in named.items() if value is not None),
            *(name for name, value in kept.items() if value is not KEEP),
            *([permissions.PLANNED] if self.plans() else []),
        ]

    def plans(self) -> bool:
        """Whether a planned date is to be written."""
        return self.planned_from is not KEEP or self.planned_until is not KEEP

    def only_label(self) -> bool:
        """Whether nothing but the label is to be written."""
        return self.status is None and self.fields() == [permissions.LABEL]


@transaction.atomic
def edit_ticket(
    *, actor: Actor, at: datetime, number: str, edits: Edits, expected_version: int | None
) -> TicketState:
    """Apply the edits together: all of them or none, one version further, one fact for each kind of change.

    Args:
        expected_version: the version on which the edits are based (If-Match); None does not ask.

    Raises:
        NotFound, Forbidden: the ticket is invisible, may not be changed by this actor, or a field may not
            ("field_read_only"), or he may not label it.
        Stale: it has changed since; data tells by whom and what.
        Invalid, RuleBroken: as in the single steps; "open_children" when a parent is solved before its
            children, and the edits do not say what becomes of them.
    """
    team, assignee = steps.find_team(edits.team_id), steps.find_assignee(edits.assignee_id)
    state = load_for_label(actor, number) if edits.only_label() else load_for_change(actor, number)
    refused = unwritable(actor, state.type_key, edits.fields())
    if refused:
        raise Forbidden("A role narrows these fields.", code="field_read_only", data={"fields": refused})
    if expected_version is not None and expected_version != state.version:
        raise Stale(state.version, changes_since(state, expected_version, actor=actor))
    change = Change.of(state, at=at)
    apply_edits(change, edits, actor=actor, team=team, assignee=assignee, at=at)
    finish(change, actor=actor, at=at)
    if edits.open_children is OpenChildren.SOLVE and state.category in steps.ENDED:
        solve_below(state, LinkKind.PARENT, actor=actor, at=at)
    return state


def apply_edits(
    change: Change,
    edits: Edits,
    *,
    actor: Actor,
    team: TeamView | Keep | None,
    assignee: AgentView | Keep | None,
    at: datetime,
) -> None:
    """Apply the edits to a loaded ticket; whether the actor may is asked before.

    Args:
        team, assignee: those that the edits name, looked up.

    Raises:
        Forbidden, Invalid, RuleBroken: as in the single steps; the change is of no use then.
    """
    state = change.state
    steps.edit(change, subject=_subject(edits.subject), tags=_tags(edits.tags), type_key=edits.type)
    if edits.priority is not None:
        steps.set_priority(change, edits.priority)
    if not isinstance(edits.label, Keep):
        set_label(change, edits.label, actor=actor)
    plan(change, planned_from=edits.planned_from, planned_until=edits.planned_until)
    steps.assign(change, team=team, assignee=assignee, reason=AssignReason.MANUAL.value, at=at)
    if edits.status is not None:
        change.leave_children = edits.open_children is not None
        steps.move_to(change, edits.status, at=at)
    if change.kinds and is_staff(actor):
        states.accept(state, at=at)


def _subject(subject: str | None) -> str | None:
    if subject is None:
        return None
    tidy = clean_subject(subject)
    if not tidy:
        raise Invalid.field("subject", "required", "A ticket needs a subject.")
    return tidy


def _tags(tags: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if tags is None:
        return None
    tidy = clean_tags(tags)
    if len(tidy) > MAX_TAGS:
        raise Invalid.field("tags", "too_many", f"At most {MAX_TAGS} tags.")
    return tidy
