"""Who acts, and how far his rights reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

from relaydesk.platform.events.types import ActorRef


class Scope(IntEnum):
    """How far a permission reaches; a greater one holds the smaller."""

    OWN = 1
    TEAM = 2
    DEPARTMENT = 3
    ALL = 4


class ActorKind(StrEnum):
    """What sort of actor it is."""

    AGENT = "agent"
    CONTACT = "contact"
    SYSTEM = "system"


class Everything(Mapping[str, Scope]):
    """Grants of those who may do everything: each permission at `Scope.ALL`."""

    def __getitem__(self, permission: str) -> Scope:
        return Scope.ALL

    def __contains__(self, permission: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


EVERYTHING: Final = Everything()


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who does something, with his rights at this moment.

    Args:
        kind: agent, contact or system.
        name: shown in the record.
        agent_id: of an agent.
        contact_id: of a contact.
        account_id: the account that is signed in or whose token is used.
        team_ids: teams of the agent.
        department_id: department of the agent.
        grants: permission → scope; roles are added up already.
    """

    kind: ActorKind
    name: str
    agent_id: UUID | None = None
    contact_id: UUID | None = None
    account_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    department_id: UUID | None = None
    grants: Mapping[str, Scope] = field(default_factory=dict)

    def can(self, permission: str) -> bool:
        """Whether any role grants this permission, however narrow."""
        return permission in self.grants

    def scope(self, permission: str) -> Scope | None:
        """How far the permission reaches, or None when it is not granted: what nobody granted is denied."""
        return self.grants.get(permission)

    @property
    def ref(self) -> ActorRef:
        """The actor as the event log keeps him."""
        ident = self.agent_id or self.contact_id
        return ActorRef(kind=self.kind.value, id=str(ident) if ident else None, name=self.name)


def SYSTEM(name: str) -> Actor:  # noqa: N802 - reads as the constant it stands for
    """The system itself, acting under the name of one of its parts, with every right."""
    return Actor(kind=ActorKind.SYSTEM, name=name, grants=EVERYTHING)


def contact_actor(contact_id: UUID, name: str) -> Actor:
    """A requester: no grant at all, since what he may do follows from being the requester."""
    return Actor(kind=ActorKind.CONTACT, name=name, contact_id=contact_id)
