"""Bodies of the routes about the house: departments, teams, posts, skills, agents."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from relaydesk.people.contracts import MAX_LEVEL, MIN_LEVEL, Presence
from relaydesk.platform.http.schemas import In, Out

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
NameEn = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]
Ids = Annotated[list[UUID], Field(max_length=2000)]


class EditCan(Out):
    """What screens may offer."""

    edit: bool
    remove: bool


class DepartmentOut(Out):
    """A department."""

    id: UUID
    name: str
    name_en: str
    parent_id: UUID | None
    head_id: UUID | None
    deputy_ids: list[UUID]
    version: int
    can: EditCan


class DepartmentList(Out):
    """All departments."""

    items: list[DepartmentOut]


class DepartmentIn(In):
    """A department to make."""

    name: Name
    name_en: NameEn = ""
    parent_id: UUID | None = None
    head_id: UUID | None = None
    deputy_ids: Ids = []


class DepartmentPatch(In):
    """Fields of a department to change."""

    name: Name = ""
    name_en: NameEn = ""
    parent_id: UUID | None = None
    head_id: UUID | None = None
    deputy_ids: Ids = []


class TeamOut(Out):
    """A team."""

    id: UUID
    key: str
    name: str
    name_en: str
    department_id: UUID | None
    member_ids: list[UUID]
    version: int
    can: EditCan


class TeamList(Out):
    """All teams."""

    items: list[TeamOut]


TeamKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]


class TeamIn(In):
    """A team to make."""

    key: TeamKey
    name: Name
    name_en: NameEn = ""
    department_id: UUID | None = None
    member_ids: Ids = []


class TeamPatch(In):
    """Fields of a team to change."""

    key: TeamKey = "-"
    name: Name = ""
    name_en: NameEn = ""
    department_id: UUID | None = None
    member_ids: Ids = []


class NamedOut(Out):
    """A post or a skill."""

    id: UUID
    name: str
    name_en: str
    version: int
    can: EditCan


class NamedList(Out):
    """All posts, or all skills."""

    items: list[NamedOut]


class NamedIn(In):
    """A post or a skill to make."""

    name: Name
    name_en: NameEn = ""


class NamedPatch(In):
    """Fields of a post or a skill to change."""

    name: Name = ""
    name_en: NameEn = ""


class SkillLevelOut(Out):
    """How well an agent has a skill, and the last day on which that is certified."""

    skill_id: UUID
    level: int
    valid_until: date | None


class PlaceOut(Out):
    """Where an agent usually works, in degrees of WGS 84."""

    lat: float | None
    lon: float | None
    address: str


class AgentCan(Out):
    """What screens may offer."""

    edit: bool


class AgentOut(Out):
    """An agent."""

    id: UUID
    name: str
    email: str
    presence: Presence
    department_id: UUID | None
    team_ids: list[UUID]
    locale: str
    timezone: str
    active: bool
    avatar_color: str
    post_ids: list[UUID]
    skills: list[SkillLevelOut]
    place: PlaceOut | None
    version: int
    can: AgentCan


class SkillLevelIn(In):
    """How well an agent has a skill."""

    skill_id: UUID
    level: Annotated[int, Field(ge=MIN_LEVEL, le=MAX_LEVEL)]
    valid_until: date | None = None


class PlaceIn(In):
    """Where an agent usually works, in degrees of WGS 84."""

    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    address: Annotated[str, StringConstraints(max_length=300)] = ""


Email = Annotated[str, StringConstraints(min_length=3, max_length=254)]
Locale = Annotated[str, StringConstraints(pattern="^(zh|en)$")]
TimeZone = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Colour = Annotated[str, StringConstraints(pattern="^#[0-9a-fA-F]{6}$")]
Skills = Annotated[list[SkillLevelIn], Field(max_length=200)]


class AgentIn(In):
    """An agent to make."""

    name: Name
    email: Email
    department_id: UUID | None = None
    team_ids: Ids = []
    post_ids: Ids = []
    skills: Skills = []
    place: PlaceIn | None = None
    locale: Locale = "zh"
    timezone: TimeZone = "Asia/Shanghai"
    avatar_color: Colour = "#1677ff"
    active: bool = True


class AgentPatch(In):
    """Fields of an agent to change."""

    name: Name = ""
    email: Email = ""
    department_id: UUID | None = None
    team_ids: Ids = []
    post_ids: Ids = []
    skills: Skills = []
    place: PlaceIn | None = None
    locale: Locale = ""
    timezone: TimeZone = ""
    avatar_color: Colour = ""
    active: bool = True
    presence: Presence = Presence.OFF
