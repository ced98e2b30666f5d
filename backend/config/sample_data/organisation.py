"""Puts the sample company into the database: departments, teams, agents and their accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from config.sample_data.house import AGENTS, DEPARTMENTS, TEAMS
from relaydesk.access.public import create_account
from relaydesk.people.models import Agent, Department, Team, TeamMember
from relaydesk.tickets.models import TicketType

AVATAR_COLORS = ("#1677ff", "#13a8a8", "#d4380d", "#722ed1", "#389e0d", "#c41d7f")
TEAM_OF_TYPE = {"request": 0, "repair": 1, "refund": 3, "complaint": 0}


@dataclass(frozen=True, slots=True)
class House:
    """The keys of the sample company, in the order of the lists in `house`."""

    departments: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    agents: tuple[UUID, ...]


def settle(*, at: datetime) -> House:
    """Make the company, or find it when it is there already."""
    departments = tuple(
        Department.objects.get_or_create(name=name, defaults={"name_en": name_en})[0].id
        for name, name_en in DEPARTMENTS
    )
    teams = []
    for sample in TEAMS:
        values = {
            "name": sample.name,
            "name_en": sample.name_en,
            "department_id": departments[sample.department],
        }
        teams.append(Team.objects.update_or_create(key=sample.key, defaults=values)[0].id)
    agents = []
    for place, someone in enumerate(AGENTS):
        values = {
            "name": someone.name,
            "department_id": departments[someone.department],
            "presence": someone.presence,
            "presence_at": at,
            "locale": someone.locale,
            "avatar_color": AVATAR_COLORS[place % len(AVATAR_COLORS)],
        }
        agents.append(Agent.objects.get_or_create(email=someone.email, defaults=values)[0].id)
    for agent_id, someone in zip(agents, AGENTS, strict=True):
        for team in someone.teams:
            TeamMember.objects.get_or_create(team_id=teams[team], agent_id=agent_id)
    for key, team in TEAM_OF_TYPE.items():
        TicketType.objects.filter(key=key).update(default_team_id=teams[team])
    return House(departments, tuple(teams), tuple(agents))


def give_accounts(house: House, password: str) -> list[dict[str, str]]:
    """Make an account for every agent and return the sign-ins, the administrator first."""
    sign_ins = []
    for agent_id, someone in zip(house.agents, AGENTS, strict=True):
        create_account(email=someone.email, password=password, agent_id=agent_id, roles=[someone.role])
        sign_ins.append({"email": someone.email, "password": password, "role": someone.role})
    return sign_ins
