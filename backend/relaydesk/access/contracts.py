"""Who acts, and how far his rights reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

from relaydesk.platform.events.types import ActorRef


class Scope(IntEnum):
    """How far a permission reaches; a greater one holds the smaller. Stored by its name in lower case."""

    OWN = 1
    TEAM = 2
    DEPARTMENT = 3
    DEPARTMENT_AND_BELOW = 4
    ALL = 5


class Realm(StrEnum):
    """What a permission belongs to. Nobody holds two of the last three 三员分立.

    `business` is the daily work, `system` 系统管理 the house and its settings, `security` 安全管理 who may
    what and how he proves who he is, `audit` 审计 the record.
    """

    BUSINESS = "business"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


ADMINISTRATIONS: Final = frozenset({Realm.SYSTEM, Realm.SECURITY, Realm.AUDIT})


class FieldRight(IntEnum):
    """What one may do with a field, in order: of several roles the most permissive decides.

    `required` is below `write`: it lets one write, and asks for more.
    """

    HIDDEN = 0
    MASKED = 1
    READ = 2
    REQUIRED = 3
    WRITE = 4

    def __str__(self) -> str:
        return self.name.lower()

    @property
    def shows(self) -> bool:
        """Whether the value may be seen in full."""
        return self >= FieldRight.READ

    @property
    def writes(self) -> bool:
        """Whether the value may be changed."""
        return self >= FieldRight.REQUIRED


@dataclass(frozen=True, slots=True)
class Field:
    """A field whose rights roles may narrow.

    Args:
        key: `<module>.<name>`, for instance `tickets.requester.phone`.
        name, name_en: as the screens call it.
        ticket_types: rights may differ by ticket type.
        sensitive: what kind of personal value it is (`phone`, `email`, `id_number`, `bank_card`), or None.
        hideable: it may be hidden or masked; without some fields no screen makes sense.
        writable: whether it is ever written through the API, so that `required` means something.
    """

    key: str
    name: str
    name_en: str
    ticket_types: bool = True
    sensitive: str | None = None
    hideable: bool = True
    writable: bool = True


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
EVERY_TYPE: Final = "*"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody in whose place the actor acts 代理: his tickets, never his administration nor clearances.

    Args:
        agent_id, name: the absent agent.
        team_ids, department_ids: his places; `department_ids` as in `Actor`.
        grants: what he lends: permissions that their module declared as lendable.
    """

    agent_id: UUID
    name: str
    team_ids: frozenset[UUID] = frozenset()
    department_id: UUID | None = None
    department_ids: frozenset[UUID] = frozenset()
    grants: Mapping[str, Scope] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewedBy:
    """The security administrator who looks at the screens with somebody else's eyes, and changes nothing."""

    account_id: UUID
    agent_id: UUID
    name: str


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
        department_ids: his department with all below it, when a grant reaches that far; else it alone.
        grants: permission → scope; roles are added up already, a token's scopes narrow them.
        labels: sensitivity labels that he is cleared for; None for those who see all (the system).
        field_rights: (field, ticket type or "*") → right, where it is narrower than `write`.
        administration: the one administration that he may hold.
        standing_in: those in whose place he acts now.
        viewed_by: who really looks, while somebody "views as" this account; then nothing may be changed.
        token_scopes: permissions that the token used is limited to; None for a whole sign-in.
    """

    kind: ActorKind
    name: str
    agent_id: UUID | None = None
    contact_id: UUID | None = None
    account_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    department_id: UUID | None = None
    grants: Mapping[str, Scope] = field(default_factory=dict)
    department_ids: frozenset[UUID] = frozenset()
    labels: frozenset[str] | None = frozenset()
    field_rights: Mapping[tuple[str, str], FieldRight] = field(default_factory=dict)
    administration: Realm | None = None
    standing_in: tuple[StandIn, ...] = ()
    viewed_by: ViewedBy | None = None
    token_scopes: frozenset[str] | None = None

    def can(self, permission: str) -> bool:
        """Whether a role, or somebody in whose place he acts, grants this permission, however narrow."""
        return permission in self.grants or any(permission in one.grants for one in self.standing_in)

    def cleared_for(self, label: str | None) -> bool:
        """Whether a sensitivity label lets him see what bears it. No role helps against a label."""
        return label is None or self.labels is None or label in self.labels

    def field_right(self, name: str, ticket_type: str | None = None) -> FieldRight:
        """What he may do with a field, for a ticket type or for all of them."""
        rights = self.field_rights
        if not rights:
            return FieldRight.WRITE
        found = rights.get((name, ticket_type or EVERY_TYPE))
        return found if found is not None else rights.get((name, EVERY_TYPE), FieldRight.WRITE)

    def scope(self, permission: str) -> Scope | None:
        """How far the permission reaches, or None when it is not granted: what nobody granted is denied."""
        return self.grants.get(permission)

    @property
    def ref(self) -> ActorRef:
        """The actor as the event log keeps him; while somebody looks with his eyes, the one who looks."""
        if self.viewed_by is not None:
            return ActorRef(self.kind.value, str(self.viewed_by.agent_id), self.viewed_by.name)
        ident = self.agent_id or self.contact_id
        return ActorRef(kind=self.kind.value, id=str(ident) if ident else None, name=self.name)


def SYSTEM(name: str) -> Actor:  # noqa: N802 - reads as the constant it stands for
    """The system itself, acting under the name of one of its parts, with every right."""
    return Actor(kind=ActorKind.SYSTEM, name=name, grants=EVERYTHING, labels=None)


def contact_actor(contact_id: UUID, name: str) -> Actor:
    """A requester: no grant at all, since what he may do follows from being the requester."""
    return Actor(kind=ActorKind.CONTACT, name=name, contact_id=contact_id)
