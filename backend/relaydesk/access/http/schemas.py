"""Bodies of the session routes."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.people.contracts import Presence
from relaydesk.platform.http.schemas import In, Out


class Locale(StrEnum):
    """Languages of the screens."""

    ZH = "zh"
    EN = "en"


class SignInIn(In):
    """An address and its password."""

    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class MeIn(In):
    """What one may change of oneself; absent means unchanged."""

    presence: Presence | None = None
    locale: Locale | None = None


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


class MeOut(Out):
    """The signed-in account."""

    id: UUID
    email: str
    agent: MyAgent
    roles: list[str]
    permissions: list[str]
    must: str | None = None
