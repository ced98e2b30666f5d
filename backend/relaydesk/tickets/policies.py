"""Who may see and change which ticket: one decision, `reach`, and its three forms.

Lists, counts, single reads, writes, files and the event stream all ask here. A test compares the
three forms on generated tickets, so that they cannot drift apart.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.rules.state import TicketState


@dataclass(frozen=True, slots=True)
class Reach:
    """Tickets within a permission: all, or those of a department, of teams, or assigned to one agent."""

    everything: bool = False
    department_id: UUID | None = None
    team_ids: tuple[UUID, ...] = ()
    agent_id: UUID | None = None

    def q(self) -> Q:
        """As a condition of the ORM."""
        if self.everything:
            return Q()
        either = Q(pk__in=[])
        if self.department_id is not None:
            either |= Q(department_id=self.department_id)
        if self.team_ids:
            either |= Q(team_id__in=self.team_ids)
        if self.agent_id is not None:
            either |= Q(assignee_id=self.agent_id)
        return either

    def branches(self) -> list[tuple[str, list[Any]]]:
        """As SQL over `t`, one condition for each way in; a ticket is reached when any holds.

        Kept apart so that a list can walk the index of each way and merge, instead of filtering the
        whole table.
        """
        if self.everything:
            return [("TRUE", [])]
        ways: list[tuple[str, list[Any]]] = []
        if self.department_id is not None:
            ways.append(("t.department_id = %s", [self.department_id]))
        ways += [("t.team_id = %s", [team_id]) for team_id in self.team_ids]
        if self.agent_id is not None:
            ways.append(("t.assignee_id = %s", [self.agent_id]))
        return ways or [("FALSE", [])]

    def sql(self) -> tuple[str, list[Any]]:
        """As one SQL condition over `t` with its parameters."""
        ways = self.branches()
        return "(" + " OR ".join(sql for sql, _ in ways) + ")", [p for _, params in ways for p in params]

    def covers(self, *, department_id: UUID | None, team_id: UUID | None, assignee_id: UUID | None) -> bool:
        """As a question about one ticket in memory."""
        return (
            self.everything
            or (self.department_id is not None and department_id == self.department_id)
            or (team_id is not None and team_id in self.team_ids)
            or (self.agent_id is not None and assignee_id == self.agent_id)
        )


NOTHING = Reach()
EVERYTHING = Reach(everything=True)


def reach(actor: Actor, permission: TicketPermission = TicketPermission.READ) -> Reach:
    """How far the actor's permission goes. What nobody granted reaches nothing.

    A requester reaches nothing here: his own tickets are opened to him by `public` functions that ask who the
    requester is, and show public messages only.
    """
    scope = actor.scope(permission)
    if scope is None or actor.kind == ActorKind.CONTACT:
        return NOTHING
    if scope == Scope.ALL:
        return EVERYTHING
    teams = tuple(sorted(actor.team_ids)) if scope >= Scope.TEAM else ()
    department = actor.department_id if scope >= Scope.DEPARTMENT else None
    return Reach(department_id=department, team_ids=teams, agent_id=actor.agent_id)


def visible_to(actor: Actor) -> QuerySet[Ticket]:
    """The tickets that the actor may read."""
    return Ticket.objects.filter(reach(actor).q())


def may_write(actor: Actor, state: TicketState) -> bool:
    """Whether the actor may answer, note, assign, and change this ticket."""
    return reach(actor, TicketPermission.WRITE).covers(
        department_id=state.department_id, team_id=state.team_id, assignee_id=state.assignee_id
    )


def can_flags(actor: Actor, state: TicketState) -> dict[str, bool]:
    """What screens may offer on this ticket."""
    write = may_write(actor, state)
    return {"assign": write, "edit": write, "set_status": write, "reply": write, "note": write}
