"""Facts about rights: roles, who holds them, labels, stand-ins, looking with somebody else's eyes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class RolesGranted(Event):
    """The roles of an account changed: before and after, each with its period where it has one."""

    name: ClassVar[str] = "access.account.roles_granted"

    account_id: UUID
    before: tuple[dict[str, Any], ...]
    after: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class RoleMade(Event):
    """A role came into being."""

    name: ClassVar[str] = "access.role.made"

    key: str
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    """A role says something else now; only what differs is told."""

    name: ClassVar[str] = "access.role.changed"

    key: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RoleDeleted(Event):
    """A role that nobody held is gone."""

    name: ClassVar[str] = "access.role.deleted"

    key: str
    before: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LabelSaved(Event):
    """A sensitivity label was made or renamed."""

    name: ClassVar[str] = "access.label.saved"

    key: str
    label: str
    label_en: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class LabelDeleted(Event):
    """A sensitivity label that nothing bore is gone, also from the roles that were cleared for it."""

    name: ClassVar[str] = "access.label.deleted"

    key: str


@dataclass(frozen=True, kw_only=True)
class StandInArranged(Event):
    """Somebody acts in another's place for a time; the subject is the deputy's account."""

    name: ClassVar[str] = "access.stand_in.arranged"

    stand_in_id: UUID
    absent_agent_id: UUID
    deputy_agent_id: UUID
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, kw_only=True)
class StandInEnded(Event):
    """It ended before its time."""

    name: ClassVar[str] = "access.stand_in.ended"

    stand_in_id: UUID
    absent_agent_id: UUID
    deputy_agent_id: UUID


@dataclass(frozen=True, kw_only=True)
class ViewAsBegun(Event):
    """A security administrator began to look with somebody else's eyes."""

    name: ClassVar[str] = "access.session.view_as_begun"

    account_id: UUID
    viewed_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ViewAsEnded(Event):
    """He stopped."""

    name: ClassVar[str] = "access.session.view_as_ended"

    account_id: UUID
    viewed_account_id: UUID


@dataclass(frozen=True, kw_only=True)
class RightsTurned(Event):
    """A role or a stand-in of the account began or ended by the clock."""

    name: ClassVar[str] = "access.account.rights_turned"

    account_id: UUID
