"""Bodies of the session routes."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.access.contracts import Realm
from relaydesk.people.contracts import Presence
from relaydesk.platform.http.schemas import In, Out


class Locale(StrEnum):
    """Languages of the screens."""

    ZH = "zh"
    EN = "en"


class SignInIn(In):
    """An address, or a name of a directory, and its password."""

    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class MeIn(In):
    """What one may change of oneself; absent means unchanged."""

    presence: Presence | None = None
    locale: Locale | None = None


class SignedOutOut(Out):
    """Signed out here; at this path one signs out at the identity provider too."""

    provider_sign_out: str


class MyAgent(Out):
    """The agent behind the account."""

    id: UUID
    name: str
    email: str
    presence: Presence
    locale: str
    timezone: str
    team_ids: list[UUID]
    department_id: UUID | None
    avatar_color: str


class MyFieldRight(Out):
    """What one may do with a field, where that is less than writing."""

    field: str
    ticket_type: str
    right: str


class SomeAgent(Out):
    """Another agent."""

    id: UUID
    name: str


class MeOut(Out):
    """The signed-in account. With `viewed_by` somebody else looks at its screens, and may change nothing."""

    id: UUID
    email: str
    agent: MyAgent
    roles: list[str]
    permissions: list[str]
    administration: Realm | None
    labels: list[str]
    field_rights: list[MyFieldRight]
    standing_in: list[SomeAgent]
    viewed_by: SomeAgent | None
    stream_position: str
    must: str | None = None
