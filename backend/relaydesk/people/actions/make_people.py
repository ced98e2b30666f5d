"""Make and change departments, teams and agents."""

from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.models import Agent, Department, Team, TeamMember
from relaydesk.people.rules.identities import clean_name, normal_email
from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken

LOCALES = ("zh", "en")


def make_department(*, name: str, name_en: str = "", parent_id: UUID | None = None) -> UUID:
    """Make a department 部门."""
    cache.clear_all()
    return Department.objects.create(name=clean_name(name, "?"), name_en=name_en, parent_id=parent_id).id


def make_team(*, key: str, name: str, name_en: str = "", department_id: UUID | None = None) -> UUID:
    """Make a team 处理组, or find the one that has this key."""
    cache.clear_all()
    values = {"name": clean_name(name, key), "name_en": name_en, "department_id": department_id}
    return Team.objects.get_or_create(key=key, defaults=values)[0].id


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
) -> UUID:
    """Make an agent 处理人.

    Raises:
        Invalid: the address is malformed.
        RuleBroken: `agent_exists`, somebody has this address.
    """
    address = normal_email(email)
    if address is None:
        raise Invalid.field("email", "not_an_address", "This is not an e-mail address.")
    if Agent.objects.filter(email__iexact=address).exists():
        raise RuleBroken("agent_exists", "An agent with this address exists.")
    agent = Agent.objects.create(
        name=clean_name(name, address),
        email=address,
        department_id=department_id,
        locale=locale,
        timezone=timezone,
        avatar_color=avatar_color,
    )
    TeamMember.objects.bulk_create([TeamMember(team_id=team, agent_id=agent.id) for team in team_ids])
    cache.clear_all()
    return agent.id


def edit_agent(*, agent_id: UUID, **changes: Any) -> None:
    """Change name, department_id, locale, timezone, active or avatar_color of an agent.

    Raises:
        Invalid: the field may not be changed here, or the locale is unknown.
        NotFound: no such agent.
    """
    allowed = {"name", "department_id", "locale", "timezone", "active", "avatar_color"}
    for field in changes.keys() - allowed:
        raise Invalid.field(field, "not_writable", "This cannot be changed here.")
    if changes.get("locale", "zh") not in LOCALES:
        raise Invalid.field("locale", "unknown_value", "zh or en.")
    if not Agent.objects.filter(id=agent_id).update(**changes):
        raise NotFound
    cache.clear_all()


def join_team(*, team_id: UUID, agent_id: UUID) -> None:
    """Put an agent into a team; again changes nothing."""
    TeamMember.objects.bulk_create([TeamMember(team_id=team_id, agent_id=agent_id)], ignore_conflicts=True)
    cache.clear_all()


def leave_team(*, team_id: UUID, agent_id: UUID) -> None:
    """Take an agent out of a team."""
    TeamMember.objects.filter(team_id=team_id, agent_id=agent_id).delete()
    cache.clear_all()
