"""Facts that `people` publishes.

`changes` maps a field to [before, after]. Of a contact's own words only the field is named: the
log is kept when a person is forgotten.
"""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class AgentPresenceChanged(Event):
    """An agent became online, busy, away or off (the values of `contracts.Presence`)."""

    name: ClassVar[str] = "people.agent.presence_changed"
    version: ClassVar[int] = 1

    agent_id: UUID
    presence: str
    before: str


@dataclass(frozen=True, kw_only=True)
class DepartmentMade(Event):
    """A department was made."""

    name: ClassVar[str] = "people.department.made"
    version: ClassVar[int] = 1

    department_id: UUID
    title: str
    parent_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class DepartmentChanged(Event):
    """Fields of a department changed."""

    name: ClassVar[str] = "people.department.changed"
    version: ClassVar[int] = 1

    department_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DepartmentRemoved(Event):
    """A department on which nothing hung was removed."""

    name: ClassVar[str] = "people.department.removed"
    version: ClassVar[int] = 1

    department_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class TeamMade(Event):
    """A team was made."""

    name: ClassVar[str] = "people.team.made"
    version: ClassVar[int] = 1

    team_id: UUID
    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """Fields of a team changed."""

    name: ClassVar[str] = "people.team.changed"
    version: ClassVar[int] = 1

    team_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TeamRemoved(Event):
    """A team on which nothing hung was removed."""

    name: ClassVar[str] = "people.team.removed"
    version: ClassVar[int] = 1

    team_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class PostMade(Event):
    """A post was made."""

    name: ClassVar[str] = "people.post.made"
    version: ClassVar[int] = 1

    post_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class PostChanged(Event):
    """Fields of a post changed."""

    name: ClassVar[str] = "people.post.changed"
    version: ClassVar[int] = 1

    post_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PostRemoved(Event):
    """A post on which nothing hung was removed."""

    name: ClassVar[str] = "people.post.removed"
    version: ClassVar[int] = 1

    post_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class SkillMade(Event):
    """A skill was made."""

    name: ClassVar[str] = "people.skill.made"
    version: ClassVar[int] = 1

    skill_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class SkillChanged(Event):
    """Fields of a skill changed."""

    name: ClassVar[str] = "people.skill.changed"
    version: ClassVar[int] = 1

    skill_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SkillRemoved(Event):
    """A skill on which nothing hung was removed."""

    name: ClassVar[str] = "people.skill.removed"
    version: ClassVar[int] = 1

    skill_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class CompanyMade(Event):
    """A company was made."""

    name: ClassVar[str] = "people.company.made"
    version: ClassVar[int] = 1

    company_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """Fields of a company changed."""

    name: ClassVar[str] = "people.company.changed"
    version: ClassVar[int] = 1

    company_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CompanyRemoved(Event):
    """A company on which nothing hung was removed."""

    name: ClassVar[str] = "people.company.removed"
    version: ClassVar[int] = 1

    company_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class AgentMade(Event):
    """An agent was made."""

    name: ClassVar[str] = "people.agent.made"
    version: ClassVar[int] = 1

    agent_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class AgentChanged(Event):
    """Fields of an agent changed: name, address, department, teams, posts, skills, place, language."""

    name: ClassVar[str] = "people.agent.changed"
    version: ClassVar[int] = 1

    agent_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AgentDeactivated(Event):
    """An agent left: he signs in no longer and gets no tickets."""

    name: ClassVar[str] = "people.agent.deactivated"
    version: ClassVar[int] = 1

    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgentReactivated(Event):
    """An agent came back; his account is switched on apart."""

    name: ClassVar[str] = "people.agent.reactivated"
    version: ClassVar[int] = 1

    agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactMade(Event):
    """A contact was made at the desk or by an import."""

    name: ClassVar[str] = "people.contact.made"
    version: ClassVar[int] = 1

    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """Fields of a contact changed."""

    name: ClassVar[str] = "people.contact.changed"
    version: ClassVar[int] = 1

    contact_id: UUID
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class IdentityAdded(Event):
    """A contact got an address, a number or a chat id."""

    name: ClassVar[str] = "people.contact.identity_added"
    version: ClassVar[int] = 1

    contact_id: UUID
    identity_id: UUID
    kind: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class IdentityChanged(Event):
    """An identity was verified or not, or became the first of its kind."""

    name: ClassVar[str] = "people.contact.identity_changed"
    version: ClassVar[int] = 1

    contact_id: UUID
    identity_id: UUID
    kind: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Event):
    """A contact lost an address, a number or a chat id."""

    name: ClassVar[str] = "people.contact.identity_removed"
    version: ClassVar[int] = 1

    contact_id: UUID
    identity_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class ContactsMerged(Event):
    """Two contacts are one from now on: `absorbed_id` went into the subject."""

    name: ClassVar[str] = "people.contact.merged"
    version: ClassVar[int] = 1

    merge_id: UUID
    kept_id: UUID
    absorbed_id: UUID
    identities: int
    moved: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ContactsUnmerged(Event):
    """A merge was undone, and what it had moved went back."""

    name: ClassVar[str] = "people.contact.unmerged"
    version: ClassVar[int] = 1

    merge_id: UUID
    kept_id: UUID
    absorbed_id: UUID
    identities: int
    moved: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ImportBegun(Event):
    """Somebody asked for a sheet to be taken over; a job does it."""

    name: ClassVar[str] = "people.import.begun"
    version: ClassVar[int] = 1

    import_id: UUID
    kind: str
    new: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Event):
    """A sheet was taken over, all of it."""

    name: ClassVar[str] = "people.import.applied"
    version: ClassVar[int] = 1

    import_id: UUID
    kind: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class SheetExported(Event):
    """Somebody took people out as a file."""

    name: ClassVar[str] = "people.sheet.exported"
    version: ClassVar[int] = 1

    kind: str
    format: str
    rows: int
