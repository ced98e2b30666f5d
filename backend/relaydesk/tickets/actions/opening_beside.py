"""Begin a ticket beside another, with words that are there already or with a note."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Invalid
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.storing import Change, take_numbers
from relaydesk.tickets.contracts import AssignReason
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.queries.catalogue import TypeEntry, catalogue
from relaydesk.tickets.rules.assigning import KEEP, Keep
from relaydesk.tickets.rules.numbering import make_number
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.text import clean_subject


@dataclass(frozen=True, slots=True)
class Beside:
    """What differs from the ticket beside which it is opened; KEEP takes over what that one has."""

    subject: str
    requester_id: UUID
    type_key: str | None = None
    priority: str | None = None
    team_id: UUID | Keep | None = KEEP
    assignee_id: UUID | None = None


def begin_beside(of: TicketState, new: Beside, *, actor: Actor, at: datetime) -> Change:
    """The change of a new ticket that bears the label of the other, so that nothing secret comes out.

    Raises:
        Forbidden: the actor may not open tickets.
        Invalid, RuleBroken: a field is wrong, or names what does not exist.
    """
    if not actor.can(P.WRITE):
        raise Forbidden("You may not open tickets.", data={"permission": P.WRITE.value})
    subject = clean_subject(new.subject)
    if not subject:
        raise Invalid.field("subject", "required", "A ticket needs a subject.")
    known = catalogue()
    entry = known.types.get(new.type_key) if new.type_key else known.types_by_id[of.type_id]
    if entry is None:
        raise Invalid.field("type", "unknown_type", "There is no such ticket type.")
    priority = of.priority if new.priority is None else steps.priority_rank(new.priority)
    state = state_beside(of, entry, at=at)
    state.subject, state.requester_id, state.priority = subject, new.requester_id, priority
    change = Change(state, None)
    team, assignee = steps.find_team(new.team_id), steps.find_assignee(new.assignee_id)
    if not isinstance(team, Keep) or assignee is not None:
        steps.assign(
            change,
            team=team,
            assignee=KEEP if assignee is None else assignee,
            reason=AssignReason.OPENED,
            at=at,
        )
        # The fact of opening says to whom it goes.
        change.kinds.clear()
        change.events.clear()
    return change


def state_beside(of: TicketState, entry: TypeEntry, *, at: datetime) -> TicketState:
    """A new ticket in its first status, with nobody, that has what another is about and its label."""
    status = entry.initial()
    [(ticket_id, sequence)] = take_numbers(1)
    return TicketState(
        id=ticket_id,
        number=make_number(entry.number_pattern, sequence=sequence, at=at),
        type_id=entry.id,
        type_key=entry.key,
        status_id=entry.status_ids[status.key],
        status_key=status.key,
        category=status.category,
        priority=of.priority,
        subject=of.subject,
        channel=of.channel,
        requester_id=of.requester_id,
        assignee_id=None,
        team_id=of.team_id,
        department_id=of.department_id,
        tags=(),
        version=1,
        created_at=at,
        updated_at=at,
        label=of.label,
    )
