"""What other modules see of people."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from relaydesk.platform.events.types import ActorRef

MIN_LEVEL, MAX_LEVEL = 1, 5


class Caller(Protocol):
    """What `people` needs to know of an actor; `access`, which makes actors, lies above."""

    @property
    def ref(self) -> ActorRef:
        """The actor as the event log keeps him."""

    @property
    def labels(self) -> frozenset[str] | None:
        """The sensitivity labels that he is cleared for; None for all."""

    def can(self, permission: str, /) -> bool:
        """Whether any grant names this permission."""


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
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WHATSAPP = "whatsapp"


class Tier(StrEnum):
    """How much a company matters 等级: 普通, 重点, VIP."""

    STANDARD = "standard"
    IMPORTANT = "important"
    VIP = "vip"


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
    company_id: UUID | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityView:
    """One address, number or chat id of a contact."""

    id: UUID
    kind: IdentityKind
    value: str
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class MergeView:
    """A contact that was merged into this one and may be taken out again."""

    contact_id: UUID
    name: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """A contact with all identities, first choices first, and with those merged into it."""

    contact: ContactView
    identities: tuple[IdentityView, ...]
    merged: tuple[MergeView, ...]
    merged_into: UUID | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with its members."""

    id: UUID
    key: str
    name: str
    name_en: str
    department_id: UUID | None
    member_ids: frozenset[UUID]
    version: int = 1


@dataclass(frozen=True, slots=True)
class NamedView:
    """A post or a skill."""

    id: UUID
    name: str
    name_en: str
    version: int


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """How well an agent has a skill (1 to 5), and the last day on which that is certified."""

    skill_id: UUID
    level: int
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody usually works: degrees in WGS 84, and the address as people write it."""

    lat: float | None
    lon: float | None
    address: str


@dataclass(frozen=True, slots=True)
class AgentDetails:
    """An agent with everything that an administrator keeps of him."""

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
    skills: list[SkillLevel]
    place: Place | None
    version: int


@dataclass(frozen=True, slots=True)
class CompanyView:
    """A company with its mail domains and its contract."""

    id: UUID
    name: str
    domains: list[str]
    tier: Tier
    contract_from: date | None
    contract_until: date | None
    version: int


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department, the one above it, its head and those who stand in for him."""

    id: UUID
    name: str
    name_en: str
    parent_id: UUID | None
    head_id: UUID | None = None
    deputy_ids: tuple[UUID, ...] = ()
    version: int = 1


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
