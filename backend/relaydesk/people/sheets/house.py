"""Sheets of departments, teams, posts, skills and agents: few, so each line is written by its action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from relaydesk.people.actions import agents, departments, posts_and_skills, teams
from relaydesk.people.actions.posts_and_skills import Names
from relaydesk.people.actions.teams import KEY
from relaydesk.people.contracts import MAX_LEVEL, MIN_LEVEL, Caller, DepartmentView, Place, SkillLevel
from relaydesk.people.models import Post, Skill
from relaydesk.people.queries.agents import AgentFilters, list_agents
from relaydesk.people.queries.organisation import all_departments, names_of, teams_where
from relaydesk.people.rules.identities import clean_name, normal_email
from relaydesk.people.rules.names import has_separator, several
from relaydesk.people.rules.tree import path_of, read_path
from relaydesk.people.sheets.lines import Line, LineFault
from relaydesk.people.sheets.plan import Values, plainly_differing
from relaydesk.platform.time_zones import time_zones

Path = tuple[str, ...]
EVERYONE = 100_000
YES, NO = {"true", "1", "yes", "是", "在职"}, {"false", "0", "no", "否", "离职"}


def folded(path: list[str]) -> Path:
    """A path by which a department is found, letter case aside."""
    return tuple(name.lower() for name in path)


@dataclass(slots=True)
class Known:
    """What the cells may name: agents by address, departments by path, teams by key, posts, skills."""

    agents: dict[str, UUID] = field(default_factory=dict)
    departments: dict[Path, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, UUID] = field(default_factory=dict)
    skills: dict[str, UUID] = field(default_factory=dict)

    def one(self, kind: str, column: str, text: str) -> UUID | None:
        """The id behind a cell; None when it is empty.

        Raises:
            LineFault: nothing has this name.
        """
        if not text:
            return None
        key: Any = folded(read_path(text)) if kind == "departments" else text.lower()
        found: UUID | None = getattr(self, kind).get(key)
        if found is None:
            raise LineFault(column, "unknown_value")
        return found

    def all_of(self, kind: str, column: str, text: str) -> list[UUID]:
        """The ids behind the entries of a cell."""
        return [found for part in several(text) if (found := self.one(kind, column, part))]


def known_now() -> Known:
    """Read all that cells may name."""
    tree = {one.id: one for one in all_departments()}
    return Known(
        agents={one.email: one.id for one in list_agents(AgentFilters(active=None), limit=EVERYONE)},
        departments={folded(path_of(tree, i)): i for i in tree},
        teams={one.key: one.id for one in teams_where("", [])},
        posts={one.name.lower(): one.id for one in names_of(Post)},
        skills={one.name.lower(): one.id for one in names_of(Skill)},
    )


@dataclass(slots=True)
class HouseTable:
    """A table of the house: rows by key, a reader, and how rows are compared."""

    rows: Mapping[Any, tuple[UUID, Mapping[str, Any]]]
    reader: Callable[[Line], tuple[Any, Values]]

    def read(self, line: Line) -> tuple[Any, Values]:
        """See `plan.Table`."""
        return self.reader(line)

    def held(self, key: Any) -> tuple[UUID, Mapping[str, Any]] | None:
        """See `plan.Table`."""
        return self.rows.get(key)

    def differing(self, held: Mapping[str, Any], values: Values) -> Values:
        """See `plan.Table`."""
        return plainly_differing(held, values)


def _names(line: Line, values: Values) -> Values:
    values["name"] = clean_name(line.cells["name"], "")[:120]
    if line.given("name_en"):
        values["name_en"] = clean_name(line.cells["name_en"], "")[:120]
    return values


def load_departments(caller: Caller, lines: list[Line]) -> HouseTable:
    """Departments by the path of their names. A parent may stand anywhere in the same sheet."""
    known = known_now()
    tree: dict[UUID, DepartmentView] = {one.id: one for one in all_departments()}
    rows = {
        path: (
            ident,
            {
                "name": tree[ident].name,
                "name_en": tree[ident].name_en,
                "parent": path[:-1],
                "head_id": tree[ident].head_id,
                "deputy_ids": list(tree[ident].deputy_ids),
            },
        )
        for path, ident in known.departments.items()
    }
    coming = {_department_path(line) for line in lines}

    def read(line: Line) -> tuple[Path, Values]:
        path = _department_path(line)
        if len(path) > 1 and path[:-1] not in known.departments and path[:-1] not in coming:
            raise LineFault("parent", "unknown_value")
        values = _names(line, {"parent": path[:-1]})
        if line.given("head"):
            values["head_id"] = known.one("agents", "head", line.cells["head"])
        if line.given("deputies"):
            values["deputy_ids"] = known.all_of("agents", "deputies", line.cells["deputies"])
        return path, values

    return HouseTable(rows, read)


def _department_path(line: Line) -> Path:
    parent = line.cells.get("parent", "")
    above = read_path(parent) if parent else []
    return folded([*above, clean_name(line.cells.get("name", ""), "")[:120]])


def load_teams(caller: Caller, lines: list[Line]) -> HouseTable:
    """Teams by key."""
    known = known_now()
    rows = {
        one.key: (
            one.id,
            {
                "key": one.key,
                "name": one.name,
                "name_en": one.name_en,
                "department_id": one.department_id,
                "member_ids": set(one.member_ids),
            },
        )
        for one in teams_where("", [])
    }

    def read(line: Line) -> tuple[str, Values]:
        key = line.cells["key"].lower()
        if not KEY.fullmatch(key):
            raise LineFault("key", "malformed")
        values = _names(line, {"key": key})
        if line.given("department"):
            values["department_id"] = known.one("departments", "department", line.cells["department"])
        if line.given("members"):
            values["member_ids"] = set(known.all_of("agents", "members", line.cells["members"]))
        return key, values

    return HouseTable(rows, read)


def load_names(names: Names) -> Callable[[Caller, list[Line]], HouseTable]:
    """Posts, or skills, by name."""

    def load(caller: Caller, lines: list[Line]) -> HouseTable:
        rows = {
            one.name.lower(): (one.id, {"name": one.name, "name_en": one.name_en})
            for one in names_of(names.model)
        }

        def read(line: Line) -> tuple[str, Values]:
            values = _names(line, {})
            if has_separator(values["name"]):
                raise LineFault("name", "separator")
            return values["name"].lower(), values

        return HouseTable(rows, read)

    return load


def load_agents(caller: Caller, lines: list[Line]) -> HouseTable:
    """Agents by address."""
    known = known_now()
    rows = {
        one.email: (
            one.id,
            {
                "email": one.email,
                "name": one.name,
                "department_id": one.department_id,
                "team_ids": set(one.team_ids),
                "post_ids": set(one.post_ids),
                "skills": {(s.skill_id, s.level, s.valid_until) for s in one.skills},
                "place": one.place or Place(None, None, ""),
                "locale": one.locale,
                "timezone": one.timezone,
                "active": one.active,
            },
        )
        for one in list_agents(AgentFilters(active=None), limit=EVERYONE)
    }
    return HouseTable(rows, lambda line: _read_agent(known, rows, line))


def _read_agent(known: Known, rows: Mapping[str, Any], line: Line) -> tuple[str, Values]:
    cells = line.cells
    email = normal_email(cells["email"])
    if email is None:
        raise LineFault("email", "not_an_address")
    values: Values = {"email": email, "name": clean_name(cells["name"], "")[:120]}
    if line.given("department"):
        values["department_id"] = known.one("departments", "department", cells["department"])
    for column in ("teams", "posts"):
        if line.given(column):
            values[f"{column[:-1]}_ids"] = set(known.all_of(column, column, cells[column]))
    if line.given("skills"):
        values["skills"] = {_skill(known, part) for part in several(cells["skills"])}
        if len({skill for skill, _, _ in values["skills"]}) != len(values["skills"]):
            raise LineFault("skills", "repeated")
    if any(line.given(column) for column in ("address", "latitude", "longitude")):
        values["place"] = _place(line, rows[email][1]["place"] if email in rows else Place(None, None, ""))
    for column, choices in (("locale", agents.LOCALES), ("timezone", time_zones())):
        if cells.get(column):
            if cells[column] not in choices:
                raise LineFault(column, "not_a_choice")
            values[column] = cells[column]
    if cells.get("active"):
        if cells["active"].lower() not in YES | NO:
            raise LineFault("active", "not_a_choice")
        values["active"] = cells["active"].lower() in YES
    return email, values


def _skill(known: Known, text: str) -> tuple[UUID, int, date | None]:
    name, _, rest = text.replace("：", ":").partition(":")
    level, _, until = rest.partition(":")
    skill_id = known.one("skills", "skills", name.strip())
    if skill_id is None or not level.strip().isdecimal() or not MIN_LEVEL <= int(level) <= MAX_LEVEL:
        raise LineFault("skills", "not_a_level")
    return skill_id, int(level), Line(0, {"skills": until.strip()}).date("skills")


def _place(line: Line, before: Place) -> Place:
    def number(column: str, held: float | None, limit: int) -> float | None:
        if not line.given(column):
            return held
        if not line.cells[column]:
            return None
        try:
            value = float(line.cells[column])
        except ValueError:
            raise LineFault(column, "not_a_coordinate") from None
        if not -limit <= value <= limit:
            raise LineFault(column, "not_a_coordinate")
        return value

    lat, lon = number("latitude", before.lat, 90), number("longitude", before.lon, 180)
    if (lat is None) != (lon is None):
        raise LineFault("longitude" if lon is None else "latitude", "required")
    address = clean_name(line.cells["address"], "")[:300] if line.given("address") else before.address
    return Place(lat, lon, address)


def _as_body(values: Values) -> Values:
    """Values as the actions take them."""
    body = dict(values)
    if "skills" in body:
        body["skills"] = [SkillLevel(*one) for one in sorted(body["skills"], key=str)]
    return body


def write_department(actor: Caller, at: datetime, row_id: UUID | None, values: Values) -> None:
    """Make or change one department; those above it are there already, since lines come in order of depth."""
    body = dict(values)
    if "parent" in body:
        parent = body.pop("parent")
        tree = {one.id: one for one in all_departments()}
        paths = {folded(path_of(tree, ident)): ident for ident in tree}
        body["parent_id"] = paths[parent] if parent else None
    if row_id is None:
        departments.make_department(actor=actor, at=at, values=body)
    else:
        departments.change_department(actor=actor, at=at, department_id=row_id, values=body)


def write_team(actor: Caller, at: datetime, row_id: UUID | None, values: Values) -> None:
    """Make or change one team."""
    if row_id is None:
        teams.make_team(actor=actor, at=at, values=values)
    else:
        teams.change_team(actor=actor, at=at, team_id=row_id, values=values)


def write_agent(actor: Caller, at: datetime, row_id: UUID | None, values: Values) -> None:
    """Make or change one agent."""
    if row_id is None:
        agents.make_agent(actor=actor, at=at, values=_as_body(values))
    else:
        agents.change_agent(actor=actor, at=at, agent_id=row_id, values=_as_body(values))


def write_name(names: Names) -> Callable[[Caller, datetime, UUID | None, Values], None]:
    """Make or change one post or skill."""

    def write(actor: Caller, at: datetime, row_id: UUID | None, values: Values) -> None:
        if row_id is None:
            posts_and_skills.make_name(names, actor=actor, at=at, values=values)
        else:
            posts_and_skills.change_name(names, actor=actor, at=at, row_id=row_id, values=values)

    return write
