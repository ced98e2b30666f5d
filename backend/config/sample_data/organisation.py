"""Puts the sample company into the database: departments, teams, agents and their accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from config.sample_data.careers import CAREERS, POSTS, SKILLS
from config.sample_data.house import AGENTS, DEPARTMENTS, TEAMS
from relaydesk.access.public import create_account
from relaydesk.people.models import (
    Agent,
    AgentPost,
    AgentSkill,
    Department,
    DepartmentDeputy,
    Post,
    Skill,
    Team,
    TeamMember,
)
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
        Department.objects.get_or_create(name=one.name, defaults={"name_en": one.name_en})[0].id
        for one in DEPARTMENTS
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
    house = House(departments, tuple(teams), tuple(agents))
    _name_heads(house)
    _give_careers(house, at)
    return house


def _name_heads(house: House) -> None:
    for place, one in enumerate(DEPARTMENTS):
        department_id = house.departments[place]
        Department.objects.filter(id=department_id).update(
            parent_id=None if one.parent is None else house.departments[one.parent],
            head_id=None if one.head is None else house.agents[one.head],
        )
        for position, deputy in enumerate(one.deputies):
            DepartmentDeputy.objects.get_or_create(
                department_id=department_id,
                agent_id=house.agents[deputy],
                defaults={"position": position},
            )


def _give_careers(house: House, at: datetime) -> None:
    posts = [Post.objects.get_or_create(name=n, defaults={"name_en": e})[0].id for n, e in POSTS]
    skills = [Skill.objects.get_or_create(name=n, defaults={"name_en": e})[0].id for n, e in SKILLS]
    for agent_id, someone in zip(house.agents, AGENTS, strict=True):
        career = CAREERS.get(someone.name)
        if career is None:
            continue
        AgentPost.objects.bulk_create(
            [AgentPost(agent_id=agent_id, post_id=posts[p]) for p in career.posts], ignore_conflicts=True
        )
        levels = [
            AgentSkill(
                agent_id=agent_id,
                skill_id=skills[skill],
                level=level,
                valid_until=None if days is None else (at + timedelta(days=days)).date(),
            )
            for skill, level, days in career.skills
        ]
        AgentSkill.objects.bulk_create(levels, ignore_conflicts=True)
        if career.place:
            lat, lon, address = career.place
            Agent.objects.filter(id=agent_id).update(latitude=lat, longitude=lon, address=address)


def give_accounts(house: House, password: str) -> list[dict[str, str]]:
    """Make an account for every agent and return the sign-ins, the administrator first."""
    sign_ins = []
    for agent_id, someone in zip(house.agents, AGENTS, strict=True):
        create_account(email=someone.email, password=password, agent_id=agent_id, roles=[someone.role])
        sign_ins.append({"email": someone.email, "password": password, "role": someone.role})
    return sign_ins
