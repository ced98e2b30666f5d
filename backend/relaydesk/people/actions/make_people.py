"""What other modules make and change of departments, teams and agents, by the same actions as the API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions import agents, departments, teams
from relaydesk.people.events import AgentChanged
from relaydesk.people.models import Agent, Team, TeamMember
from relaydesk.people.rules.identities import clean_name, normal_email
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import ActorRef, record

SERVER = ActorRef(kind="system", id=None, name="server")
EDITABLE = frozenset({"name", "department_id", "locale", "timezone", "active", "avatar_color"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A caller of whom only the name matters: whoever calls a door has been asked for his rights."""

    ref: ActorRef
    labels: frozenset[str] | None = frozenset()

    def can(self, permission: str, /) -> bool:
        """Nothing follows from it here."""
        return False


def make_department(
    *,
    name: str,
    name_en: str = "",
    parent_id: UUID | None = None,
    actor: ActorRef = SERVER,
    at: datetime | None = None,
) -> UUID:
    """Make a department 部门.

    Raises:
        Invalid: the name is empty, or there is no such parent.
        RuleBroken: `department_exists`, `too_deep`.
    """
    values = {"name": clean_name(name, "?"), "name_en": name_en, "parent_id": parent_id}
    return departments.make_department(actor=_Named(actor), at=at or now(), values=values)


@transaction.atomic
def make_team(
    *,
    key: str,
    name: str,
    name_en: str = "",
    department_id: UUID | None = None,
    actor: ActorRef = SERVER,
    at: datetime | None = None,
) -> UUID:
    """Make a team 处理组, or find the one that has this key."""
    known = Team.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    values = {
        "key": key,
        "name": clean_name(name, key),
        "name_en": name_en,
        "department_id": department_id,
    }
    return teams.make_team(actor=_Named(actor), at=at or now(), values=values)


@transaction.atomic
def make_agent(
    *,
    name: str,
    email: str,
    department_id: UUID | None = None,
    team_ids: tuple[UUID, ...] = (),
    locale: str = "zh",
    timezone: str = "Asia/Shanghai",
    avatar_color: str = "#1677ff",
    actor: ActorRef = SERVER,
    at: datetime | None = None,
) -> UUID:
    """Make an agent 处理人.

    Raises:
        Invalid: the address is malformed, or a department or team does not exist.
        RuleBroken: `agent_exists`, somebody has this address.
    """
    values = {
        "name": clean_name(name, normal_email(email) or email),
        "email": email,
        "department_id": department_id,
        "team_ids": team_ids,
        "locale": locale,
        "timezone": timezone,
        "avatar_color": avatar_color,
    }
    return agents.make_agent(actor=_Named(actor), at=at or now(), values=values)


def edit_agent(
    *, agent_id: UUID, actor: ActorRef = SERVER, at: datetime | None = None, **changes: Any
) -> None:
    """Change name, department_id, locale, timezone, active or avatar_color of an agent.

    Raises:
        Invalid: the field may not be changed here, or its value is unknown.
        NotFound: no such agent.
    """
    for field in changes.keys() - EDITABLE:
        raise Invalid.field(field, "not_writable", "This cannot be changed here.")
    agents.change_agent(actor=_Named(actor), at=at or now(), agent_id=agent_id, values=changes)


@transaction.atomic
def join_team(*, team_id: UUID, agent_id: UUID, actor: ActorRef = SERVER, at: datetime | None = None) -> None:
    """Put an agent into a team; again changes nothing."""
    before = _teams_of(agent_id)
    if team_id in before:
        return
    TeamMember.objects.bulk_create([TeamMember(team_id=team_id, agent_id=agent_id)], ignore_conflicts=True)
    _tell(agent_id, before, {*before, team_id}, actor, at)


@transaction.atomic
def leave_team(
    *, team_id: UUID, agent_id: UUID, actor: ActorRef = SERVER, at: datetime | None = None
) -> None:
    """Take an agent out of a team; again changes nothing."""
    before = _teams_of(agent_id)
    if team_id not in before:
        return
    TeamMember.objects.filter(team_id=team_id, agent_id=agent_id).delete()
    _tell(agent_id, before, before - {team_id}, actor, at)


def _teams_of(agent_id: UUID) -> set[UUID]:
    """The teams of an agent, under his lock, so that two changes at once tell the truth."""
    Agent.objects.select_for_update().filter(id=agent_id).values_list("id").first()
    return set(TeamMember.objects.filter(agent_id=agent_id).values_list("team_id", flat=True))


def _tell(agent_id: UUID, before: set[UUID], after: set[UUID], actor: ActorRef, at: datetime | None) -> None:
    cache.clear_all()
    changes = {"team_ids": [sorted(map(str, before)), sorted(map(str, after))]}
    fact = AgentChanged(agent_id=agent_id, changes=changes)
    record(fact, actor=actor, subject=f"agent:{agent_id}", at=at or now())
