"""Bodies of the people routes."""

from uuid import UUID

from relaydesk.people.contracts import Presence
from relaydesk.platform.http.schemas import Out


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


class AgentList(Out):
    """All active agents."""

    items: list[AgentOut]


class TeamOut(Out):
    """A team."""

    id: UUID
    key: str
    name: str
    name_en: str
    department_id: UUID | None
    member_ids: list[UUID]
    version: int


class TeamList(Out):
    """All teams."""

    items: list[TeamOut]


class DepartmentOut(Out):
    """A department."""

    id: UUID
    name: str
    name_en: str
    parent_id: UUID | None
    head_id: UUID | None
    deputy_ids: list[UUID]
    version: int


class DepartmentList(Out):
    """All departments."""

    items: list[DepartmentOut]


class ContactOut(Out):
    """A contact."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    locale: str
    company: str | None
    company_id: UUID | None
    label: str | None


class ContactList(Out):
    """Contacts found."""

    items: list[ContactOut]
