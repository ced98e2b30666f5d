"""Bodies of the view routes."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, WithJsonSchema, field_validator

from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets import public as tickets
from relaydesk.views.contracts import (
    COLUMNS,
    MAX_AUDIENCE,
    MAX_COLUMNS,
    MAX_FOLDER,
    MAX_NAME,
    Mode,
    ViewKind,
)

Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME, strip_whitespace=True)]
Folder = Annotated[str, StringConstraints(max_length=MAX_FOLDER, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Condition = Annotated[
    Any, WithJsonSchema({"type": "object", "description": "A condition; fields as in `GET /ticket-fields`."})
]


class ViewColumn(In):
    """A column of the table; without a width the usual one."""

    key: str
    width: Annotated[int, Field(ge=40, le=900)] | None = None

    @field_validator("key")
    @classmethod
    def known(cls, key: str) -> str:
        """Insist on a column that there is."""
        if key not in COLUMNS:
            raise ValueError(f"one of {', '.join(COLUMNS)}")
        return key


class AudienceIn(In):
    """With whom a view is shared; empty for nobody."""

    everybody: bool = False
    roles: Annotated[list[Key], Field(max_length=MAX_AUDIENCE)] = []
    teams: Annotated[list[UUID], Field(max_length=MAX_AUDIENCE)] = []


class ViewPatch(In):
    """What may be changed of a view; what is not mentioned stays."""

    name: Name | None = None
    folder: Folder | None = None
    condition: Condition | None = None
    columns: Annotated[list[ViewColumn], Field(max_length=MAX_COLUMNS)] | None = None
    sort: str | None = None
    group: str | None = None
    mode: Mode | None = None
    audience: AudienceIn | None = None

    @field_validator("sort")
    @classmethod
    def known_sort(cls, sort: str | None) -> str | None:
        """Insist on an order that lists have."""
        if sort is not None and sort not in tickets.SORTS:
            raise ValueError(f"one of {', '.join(tickets.SORTS)}")
        return sort

    @field_validator("group")
    @classmethod
    def known_group(cls, group: str | None) -> str | None:
        """Insist on a grouping that lists have; empty for none."""
        if group and group not in tickets.GROUPS:
            raise ValueError(f"empty, or one of {', '.join(tickets.GROUPS)}")
        return group


class ViewIn(ViewPatch):
    """A view to save."""

    name: Name


class DuplicateIn(In):
    """The name of the copy; without one it follows from the source."""

    name: Name | None = None


class PinIn(In):
    """Whether the view is pinned."""

    pinned: bool


class ViewOrderIn(In):
    """The keys of views in their new order."""

    keys: Annotated[list[Key], Field(min_length=1, max_length=1000)]


class RoleDefaultIn(In):
    """The view with which a role begins; null for the usual one."""

    view: Key | None


class ColumnOut(Out):
    """A column of the table."""

    key: str
    width: int | None


class AudienceOut(Out):
    """With whom a view is shared."""

    everybody: bool
    roles: list[str]
    teams: list[UUID]


class ViewCan(Out):
    """What the reader may do with a view."""

    edit: bool
    delete: bool
    share: bool


class ViewOut(Out):
    """A saved view as the reader has it; `for_me` is false for what he only manages."""

    key: str
    kind: ViewKind
    name: str
    name_en: str
    owner: str | None
    folder: str
    condition: Condition
    columns: list[ColumnOut]
    sort: str
    group: str
    mode: Mode
    audience: AudienceOut
    pinned: bool
    for_me: bool
    version: int
    can: ViewCan


class ViewList(Out):
    """The reader's views in his order, and the one that he begins with."""

    items: list[ViewOut]
    default: str
    can_share: bool


class ViewCount(Out):
    """How many; `capped` means that there are or may be more."""

    count: int
    capped: bool


class ViewCounts(Out):
    """Counts by the keys of views; null where a condition says nothing to this reader."""

    views: dict[str, ViewCount | None]


class AudienceRole(Out):
    """A role with which views can be shared."""

    key: str
    name: str
    name_en: str


class AudienceTeam(Out):
    """A team with which views can be shared."""

    id: UUID
    name: str


class AudienceChoices(Out):
    """With whom the reader may share views."""

    everybody: bool
    roles: list[AudienceRole]
    teams: list[AudienceTeam]


class RoleDefaults(Out):
    """The key of the view with which each role begins, where one is set."""

    roles: dict[str, str]
