"""What other modules see of people."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Presence(StrEnum):
    """Whether an agent takes work now."""

    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFF = "off"


class IdentityKind(StrEnum):
    """What an identity of a contact is."""

    EMAIL = "email"
    PHONE = "phone"
    WECHAT = "wechat"


@dataclass(frozen=True, slots=True)
class AgentView:
    """An agent as others see him."""

    id: UUID
    name: str
    email: str
    presence: Presence
    department_id: UUID | None
    team_ids: frozenset[UUID]
    locale: str
    timezone: str
    active: bool
    avatar_color: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact with the first address and number that we know of."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    locale: str
    company: str | None = None


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with its members."""

    id: UUID
    key: str
    name: str
    name_en: str
    department_id: UUID | None
    member_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department and the one above it."""

    id: UUID
    name: str
    name_en: str
    parent_id: UUID | None


class PeoplePermission(StrEnum):
    """Rights over people; `access`, which lies above, declares who holds them."""

    READ_AGENTS = "people.read_agents"
    READ_CONTACTS = "people.read_contacts"
    WRITE_CONTACTS = "people.write_contacts"
    MERGE_CONTACTS = "people.merge_contacts"
    IMPORT = "people.import"
    EXPORT = "people.export"
    MANAGE = "people.manage"


@dataclass(frozen=True, slots=True)
class ContactSpec:
    """By what a contact is to be found or made; the address decides where both are given."""

    email: str | None = None
    phone: str | None = None
    name: str = ""
