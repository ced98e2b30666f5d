"""Who may see and change which ticket: one decision, `reach`, and its three forms.

Lists, counts, single reads, writes, files and the event stream all ask here. A test compares the
three forms on generated tickets, so that they cannot drift apart.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from relaydesk.access.contracts import Actor, ActorKind, FieldRight, Scope, StandIn
from relaydesk.people.contracts import TeamView
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.permissions import FIELDS, LABEL, TicketPermission

WALKED_DEPARTMENTS = 8
"""So many departments are walked each along its index; of more, the planner chooses one way for all."""


class Placed(Protocol):
    """A ticket, as far as rights care; states and views of tickets both are."""

    @property
    def department_id(self) -> UUID | None: ...  # noqa: D102 - named by the columns
    @property
    def team_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def assignee_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def label(self) -> str | None: ...  # noqa: D102
    @property
    def deleted_at(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reach:
    """Tickets within a permission: places any of which lets a ticket in, and limits that all hold.

    Args:
        everything: every place.
        department_ids, team_ids, agent_ids: places, if not every one.
        labels: sensitivity labels within it; None for all of them.
        binned: False for tickets at work, True for those in the bin, None for both.
    """

    everything: bool = False
    department_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    agent_ids: tuple[UUID, ...] = ()
    labels: tuple[str, ...] | None = ()
    binned: bool | None = False

    def q(self) -> Q:
        """As a condition of the ORM."""
        either = Q(pk__in=[])
        if self.department_ids:
            either |= Q(department_id__in=self.department_ids)
        if self.team_ids:
            either |= Q(team_id__in=self.team_ids)
        if self.agent_ids:
            either |= Q(assignee_id__in=self.agent_ids)
        found = Q() if self.everything else either
        if self.labels is not None:
            found &= Q(label__isnull=True) | Q(label__in=self.labels)
        if self.binned is not None:
            found &= Q(deleted_at__isnull=not self.binned)
        return found

    def branches(self) -> list[tuple[str, list[Any]]]:
        """The places as SQL over `t`, one condition for each way in; any of them lets a ticket in.

        Kept apart so that a list can walk the index of each way and merge, instead of filtering the
        whole table. `limits` go with each.
        """
        if self.everything:
            return [("TRUE", [])]
        departments = self.department_ids
        ways: list[tuple[str, list[Any]]] = []
        if len(departments) > WALKED_DEPARTMENTS:
            ways.append(("t.department_id = ANY(%s::uuid[])", [list(departments)]))
        else:
            ways += [("t.department_id = %s", [department_id]) for department_id in departments]
        ways += [("t.team_id = %s", [team_id]) for team_id in self.team_ids]
        ways += [("t.assignee_id = %s", [agent_id]) for agent_id in self.agent_ids]
        return ways or [("FALSE", [])]

    @property
    def own(self) -> bool:
        """Whether the places are agents alone."""
        return not (self.everything or self.department_ids or self.team_ids)

    def limits(self) -> list[tuple[str, list[Any]]]:
        """What must hold whatever the way in, as SQL over `t`."""
        found: list[tuple[str, list[Any]]] = []
        if self.binned is not None:
            found.append(("t.deleted_at IS NOT NULL" if self.binned else "t.deleted_at IS NULL", []))
        if self.labels:
            found.append(("(t.label IS NULL OR t.label = ANY(%s::text[]))", [list(self.labels)]))
        elif self.labels is not None:
            found.append(("t.label IS NULL", []))
        return found

    def sql(self) -> tuple[str, list[Any]]:
        """As one SQL condition over `t` with its parameters."""
        ways, limits = self.branches(), self.limits()
        either = "(" + " OR ".join(sql for sql, _ in ways) + ")"
        return (
            " AND ".join([either, *(sql for sql, _ in limits)]),
            [p for _, params in (*ways, *limits) for p in params],
        )

    def covers(self, ticket: Placed) -> bool:
        """As a question about one ticket in memory."""
        if self.labels is not None and ticket.label is not None and ticket.label not in self.labels:
            return False
        if self.binned is not None and (ticket.deleted_at is not None) is not self.binned:
            return False
        return (
            self.everything
            or (ticket.team_id is not None and ticket.team_id in self.team_ids)
            or (ticket.assignee_id is not None and ticket.assignee_id in self.agent_ids)
            or (ticket.department_id is not None and ticket.department_id in self.department_ids)
        )


NOTHING = Reach()
EVERYTHING = Reach(everything=True, labels=None, binned=None)


def reach(actor: Actor, permission: str = TicketPermission.READ, *, binned: bool = False) -> Reach:
    """How far the actor's permission goes. What nobody granted reaches nothing.

    It adds what those reach in whose place he acts; labels never: a clearance is not lent.
    A requester reaches nothing here: his own tickets are opened to him by `public` functions that ask who the
    requester is, and show public messages only.

    Args:
        binned: the tickets in the bin instead of those at work.
    """
    if actor.kind is ActorKind.SYSTEM:
        return EVERYTHING
    if actor.kind is ActorKind.CONTACT:
        return NOTHING
    labels = tuple(sorted(actor.labels)) if actor.labels else () if actor.labels is not None else None
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return Reach(everything=True, labels=labels, binned=binned)
    if not actor.standing_in:
        departments, teams, agents = _places(scope, actor)
        return Reach(False, departments, teams, agents, labels, binned)
    placed = [_places(scope, actor)]
    for absent in actor.standing_in:
        lent = absent.grants.get(permission)
        if lent is Scope.ALL:
            return Reach(everything=True, labels=labels, binned=binned)
        placed.append(_places(lent, absent))
    departments, teams, agents = (
        tuple(sorted({i for one in kind for i in one})) for kind in zip(*placed, strict=True)
    )
    return Reach(False, departments, teams, agents, labels, binned)


_Places = tuple[tuple[UUID, ...], tuple[UUID, ...], tuple[UUID, ...]]


def _places(scope: Scope | None, who: Actor | StandIn) -> _Places:
    """Departments, teams and agents within a scope; equal rights give equal tuples, which caches need."""
    if scope is None:
        return (), (), ()
    departments: tuple[UUID, ...] = ()
    if scope is Scope.DEPARTMENT:
        departments = (who.department_id,) if who.department_id is not None else ()
    elif scope > Scope.DEPARTMENT:
        departments = tuple(sorted(who.department_ids))
    teams = tuple(sorted(who.team_ids)) if scope > Scope.OWN else ()
    return departments, teams, (who.agent_id,) if who.agent_id is not None else ()


def visible_to(actor: Actor) -> QuerySet[Ticket]:
    """The tickets that the actor may read."""
    return Ticket.objects.filter(reach(actor).q())


def may_write(actor: Actor, ticket: Placed) -> bool:
    """Whether the actor may answer, note, assign, and change this ticket."""
    return reach(actor, TicketPermission.WRITE).covers(ticket)


def can_flags(actor: Actor, ticket: Placed, type_key: str, *, merged: bool = False) -> dict[str, Any]:
    """What screens may offer on this ticket; `fields` names those with a right narrower than `write`.

    Args:
        merged: it goes on in another, where all work on it is done.
    """
    if actor.viewed_by is not None:
        allowed = dict.fromkeys(TicketPermission, False)
    elif ticket.deleted_at is not None:
        binned = reach(actor, TicketPermission.DELETE, binned=True).covers(ticket)
        allowed = {**dict.fromkeys(TicketPermission, False), TicketPermission.DELETE: binned}
    else:
        allowed = {one: reach(actor, one).covers(ticket) for one in _OFFERED}
    write = allowed[TicketPermission.WRITE]
    labels = allowed[TicketPermission.SET_LABEL] and actor.field_right(LABEL, type_key).writes
    gone = ticket.deleted_at is not None
    return {
        **dict.fromkeys(("assign", "edit", "set_status", "reply", "note", "merge"), write and not merged),
        "unmerge": write and merged,
        "delete": allowed[TicketPermission.DELETE] and not gone,
        "restore": allowed[TicketPermission.DELETE] and gone,
        "set_label": labels,
        "fields": fields_of(actor, type_key),
    }


_OFFERED = (TicketPermission.WRITE, TicketPermission.DELETE, TicketPermission.SET_LABEL)


def fields_of(actor: Actor, type_key: str) -> dict[str, str]:
    """The fields of a ticket of this type whose right is narrower than `write`, with that right."""
    if not actor.field_rights:
        return {}
    rights = ((one.key.removeprefix("tickets."), actor.field_right(one.key, type_key)) for one in FIELDS)
    return {key: right.name.lower() for key, right in rights if right is not FieldRight.WRITE}


def unwritable(actor: Actor, type_key: str, fields: Collection[str]) -> list[str]:
    """Those of `fields` that the actor may not write on tickets of this type."""
    return [one for one in fields if not actor.field_right(one, type_key).writes]


def reads_team(actor: Actor, team: TeamView) -> bool:
    """Whether the actor may read what lies with a team, whoever works on it; labels aside."""
    return reach(actor).covers(_OfTeam(team.id, team.department_id))


@dataclass(frozen=True, slots=True)
class _OfTeam:
    """Where a ticket of a team lies that nobody works on."""

    team_id: UUID | None
    department_id: UUID | None
    assignee_id: UUID | None = None
    label: str | None = None
    deleted_at: datetime | None = None
