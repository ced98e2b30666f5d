"""Agents with everything that is kept of them: one, or a page of a list."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from relaydesk.people.contracts import AgentDetails, Place, Presence, SkillLevel
from relaydesk.people.queries.contacts import escaped
from relaydesk.platform.sql import hot_cursor

COLUMNS = """
SELECT a.id, a.name, a.email, a.presence, a.department_id,
       ARRAY(SELECT m.team_id FROM people_teammember m WHERE m.agent_id = a.id ORDER BY 1),
       a.locale, a.timezone, a.active, a.avatar_color,
       ARRAY(SELECT p.post_id FROM people_agentpost p WHERE p.agent_id = a.id ORDER BY 1),
       (SELECT jsonb_agg(jsonb_build_array(s.skill_id, s.level, s.valid_until) ORDER BY s.skill_id)
          FROM people_agentskill s WHERE s.agent_id = a.id),
       a.latitude, a.longitude, a.address, a.version
  FROM people_agent a
"""


@dataclass(frozen=True, slots=True)
class AgentFilters:
    """What a list of agents is narrowed to; None does not narrow.

    Args:
        text: part of the name or beginning of the address.
        department_ids: any of these departments.
    """

    text: str = ""
    active: bool | None = True
    department_ids: tuple[UUID, ...] | None = None
    team_id: UUID | None = None
    post_id: UUID | None = None
    skill_id: UUID | None = None

    def sql(self) -> tuple[list[str], list[Any]]:
        """The conditions over `a` with their parameters."""
        conditions: list[tuple[str, list[Any]]] = []
        if self.active is not None:
            conditions.append(("a.active = %s", [self.active]))
        if self.text.strip():
            text = escaped(self.text.strip().lower())
            conditions.append(
                ("(lower(a.name) LIKE %s OR lower(a.email) LIKE %s)", [f"%{text}%", f"{text}%"])
            )
        if self.department_ids is not None:
            conditions.append(("a.department_id = ANY(%s)", [list(self.department_ids)]))
        for table, column, wanted in (
            ("people_teammember", "team_id", self.team_id),
            ("people_agentpost", "post_id", self.post_id),
            ("people_agentskill", "skill_id", self.skill_id),
        ):
            if wanted is not None:
                conditions.append(
                    (f"a.id IN (SELECT agent_id FROM {table} WHERE {column} = %s)", [wanted])  # noqa: S608
                )
        return [sql for sql, _ in conditions], [p for _, params in conditions for p in params]


def _read(where: str, params: list[Any]) -> list[AgentDetails]:
    with hot_cursor() as cursor:
        cursor.execute(f"{COLUMNS} {where}", params)
        return [_details(row) for row in cursor.fetchall()]


def _details(row: tuple[Any, ...]) -> AgentDetails:
    *plain, posts, skills, lat, lon, address, version = row
    if isinstance(skills, str | bytes):
        skills = orjson.loads(skills)
    levels = [
        SkillLevel(UUID(skill), level, date.fromisoformat(until) if until else None)
        for skill, level, until in skills or ()
    ]
    place = None if lat is None and not address else Place(lat, lon, address)
    ident, name, email, presence, department, teams, locale, timezone, active, colour = plain
    return AgentDetails(
        id=ident,
        name=name,
        email=email,
        presence=Presence(presence),
        department_id=department,
        team_ids=teams,
        locale=locale,
        timezone=timezone,
        active=active,
        avatar_color=colour,
        post_ids=posts,
        skills=levels,
        place=place,
        version=version,
    )


def agent_details(agent_id: UUID) -> AgentDetails | None:
    """One agent, active or not."""
    return next(iter(_read("WHERE a.id = %s", [agent_id])), None)


def list_agents(
    filters: AgentFilters, *, limit: int, after: tuple[str, UUID] | None = None
) -> list[AgentDetails]:
    """A page of agents by name.

    Args:
        after: name and id of the last row of the page before.
    """
    conditions, params = filters.sql()
    if after is not None:
        conditions.append("(a.name, a.id) > (%s, %s)")
        params += after
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return _read(f"{where} ORDER BY a.name, a.id LIMIT %s", [*params, limit])
