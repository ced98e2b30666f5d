"""Agents, teams and departments as others see them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from relaydesk.people.contracts import AgentView, DepartmentView, NamedView, Presence, TeamView
from relaydesk.people.models import Post, Skill
from relaydesk.platform.sql import hot_cursor

AGENTS = """
SELECT a.id, a.name, a.email, a.presence, a.department_id,
       ARRAY(SELECT m.team_id FROM people_teammember m WHERE m.agent_id = a.id),
       a.locale, a.timezone, a.active, a.avatar_color
  FROM people_agent a
"""
TEAMS = """
SELECT t.id, t.key, t.name, t.name_en, t.department_id,
       ARRAY(SELECT m.agent_id FROM people_teammember m WHERE m.team_id = t.id), t.version
  FROM people_team t
"""
DEPARTMENTS = """
SELECT d.id, d.name, d.name_en, d.parent_id, d.head_id,
       ARRAY(SELECT p.agent_id FROM people_departmentdeputy p WHERE p.department_id = d.id
              ORDER BY p.position, p.agent_id), d.version
  FROM people_department d ORDER BY d.name, d.id
"""


def _agents(where: str, args: list[Any]) -> list[AgentView]:
    with hot_cursor() as cursor:
        cursor.execute(f"{AGENTS} {where}", args)
        return [
            AgentView(ident, name, email, Presence(presence), department, frozenset(teams), *rest)
            for ident, name, email, presence, department, teams, *rest in cursor.fetchall()
        ]


def agents_by_ids(ids: Collection[UUID]) -> dict[UUID, AgentView]:
    """Agents by id in one statement; ids that do not exist are absent."""
    if len(ids) == 1:
        return {view.id: view for view in _agents("WHERE a.id = %s", [next(iter(ids))])}
    return {view.id: view for view in _agents("WHERE a.id = ANY(%s)", [list(ids)])} if ids else {}


def agent_by_email(email: str) -> AgentView | None:
    """The agent with this address, whatever its case."""
    return next(iter(_agents("WHERE lower(a.email) = lower(%s)", [email])), None)


def active_agents() -> list[AgentView]:
    """All active agents by name."""
    return _agents("WHERE a.active ORDER BY a.name, a.id", [])


def online_members(team_id: UUID) -> list[AgentView]:
    """Active members of a team whose presence is online, by id."""
    where = """
    JOIN people_teammember tm ON tm.agent_id = a.id AND tm.team_id = %s
    WHERE a.active AND a.presence = 'online' ORDER BY a.id
    """
    return _agents(where, [team_id])


def _teams(where: str, args: list[Any]) -> list[TeamView]:
    with connection.cursor() as cursor:
        cursor.execute(f"{TEAMS} {where}", args)
        return [
            TeamView(ident, key, name, name_en, department, frozenset(members), version)
            for ident, key, name, name_en, department, members, version in cursor.fetchall()
        ]


def teams_where(where: str, args: list[Any]) -> list[TeamView]:
    """Teams by a condition written in this module."""
    return _teams(where, args)


def all_departments() -> list[DepartmentView]:
    """All departments by name."""
    with connection.cursor() as cursor:
        cursor.execute(DEPARTMENTS)
        return [
            DepartmentView(ident, name, name_en, parent, head, tuple(deputies), version)
            for ident, name, name_en, parent, head, deputies, version in cursor.fetchall()
        ]


def members_presence(team_id: UUID) -> list[tuple[UUID, str, str, bool]]:
    """Id, name, presence and activity of a team's members, by name: lean, for choosing among a thousand."""
    with hot_cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.name, a.presence, a.active FROM people_teammember m"
            " JOIN people_agent a ON a.id = m.agent_id WHERE m.team_id = %s ORDER BY a.name, a.id",
            [team_id],
        )
        return list(cursor.fetchall())


def names_of(model: type[Post] | type[Skill]) -> list[NamedView]:
    """All posts, or all skills, by name."""
    rows = model._default_manager.order_by("name", "id").values_list("id", "name", "name_en", "version")
    return [NamedView(*row) for row in rows]
