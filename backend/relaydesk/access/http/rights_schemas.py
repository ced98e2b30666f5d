"""Bodies of the routes of rights."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from relaydesk.access.contracts import EVERY_TYPE, FieldRight, Realm, Scope
from relaydesk.platform.http.schemas import In, Out

Key = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
NameEn = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Can = dict[str, bool]

ScopeWord = StrEnum("ScopeWord", {s.name: s.name.lower() for s in Scope})  # type: ignore[misc]
RightWord = StrEnum("RightWord", {r.name: str(r) for r in FieldRight})  # type: ignore[misc]


class FieldRightLine(In):
    """What a role says about a field, for one ticket type or for all of them (`*`)."""

    field: Annotated[str, StringConstraints(max_length=120)]
    ticket_type: Annotated[str, StringConstraints(min_length=1, max_length=60)] = EVERY_TYPE
    right: RightWord


Grants = Annotated[dict[str, ScopeWord], Field(max_length=500)]
FieldRights = Annotated[list[FieldRightLine], Field(max_length=500)]
Labels = Annotated[list[Key], Field(max_length=100)]


class RoleIn(In):
    """A role to make."""

    key: Key
    name: Name
    name_en: NameEn = ""
    grants: Grants = {}
    field_rights: FieldRights = []
    labels: Labels = []
    second_factor: bool | None = None


class RolePatch(In):
    """What is to be said of a role; what is not mentioned stays."""

    name: Name | None = None
    name_en: NameEn | None = None
    grants: Grants | None = None
    field_rights: FieldRights | None = None
    labels: Labels | None = None
    second_factor: bool | None = None


class FieldRightOut(Out):
    """What a role says about a field."""

    field: str
    ticket_type: str
    right: str


class RoleOut(Out):
    """A role with what it comes to."""

    key: str
    name: str
    name_en: str
    built_in: bool
    realm: Realm
    grants: dict[str, str]
    field_rights: list[FieldRightOut]
    labels: list[str]
    second_factor: bool
    holders: int
    version: int
    can: Can


class RoleList(Out):
    """All roles."""

    items: list[RoleOut]


class PermissionOut(Out):
    """Something that may be granted."""

    key: str
    module: str
    realm: Realm
    name: str
    name_en: str


class PermissionList(Out):
    """The catalogue of permissions."""

    items: list[PermissionOut]


class FieldOut(Out):
    """A field whose rights roles may narrow, with the rights that it can have."""

    key: str
    name: str
    name_en: str
    by_ticket_type: bool
    sensitive: str | None
    rights: list[str]


class FieldList(Out):
    """The catalogue of fields."""

    items: list[FieldOut]


class LabelIn(In):
    """A sensitivity label to make."""

    key: Key
    name: Name
    name_en: NameEn = ""
    colour: Colour = "#d4380d"


class LabelPatch(In):
    """What is to be changed of a label."""

    name: Name | None = None
    name_en: NameEn | None = None
    colour: Colour | None = None


class LabelOut(Out):
    """A sensitivity label; `cleared` says whether the reader may see what bears it."""

    key: str
    name: str
    name_en: str
    colour: str
    version: int
    cleared: bool
    can: Can


class LabelList(Out):
    """All labels."""

    items: list[LabelOut]


class HeldRoleIn(In):
    """A role for an account, for ever or for a time."""

    key: Key
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None


HeldRoles = Annotated[list[HeldRoleIn], Field(max_length=50)]


class AccountIn(In):
    """An account to make; its owner sets the password by an invitation."""

    email: Annotated[str, StringConstraints(min_length=3, max_length=254)]
    agent_id: UUID
    roles: Annotated[list[HeldRoleIn], Field(min_length=1, max_length=50)]


class AccountPatch(In):
    """What may be changed of an account: an explicit list, and nothing that signs in (CVE-2025-48476)."""

    roles: HeldRoles | None = None
    active: bool | None = None


class HeldRoleOut(Out):
    """A role that an account holds."""

    key: str
    name: str
    name_en: str
    realm: Realm
    valid_from: datetime | None
    valid_until: datetime | None


class AccountOut(Out):
    """An account."""

    id: UUID
    email: str
    agent_id: UUID
    agent_name: str
    active: bool
    administration: Realm | None
    created_at: datetime
    last_used_at: datetime | None
    second_factor: bool
    roles: list[HeldRoleOut]
    can: Can


class AccountPage(Out):
    """A page of accounts, by address."""

    items: list[AccountOut]
    next_cursor: str | None


class SourceOut(Out):
    """Whence a right comes: a role, or the place of somebody absent."""

    kind: str
    key: str
    name: str
    scope: str
    valid_until: datetime | None


class GrantedOut(Out):
    """A permission with how far it reaches; `scope` is null for what a stand-in alone lends."""

    permission: str
    module: str
    realm: Realm
    name: str
    name_en: str
    scope: str | None
    sources: list[SourceOut]


class AccountRightsOut(Out):
    """All that an account may do now."""

    permissions: list[GrantedOut]
    field_rights: list[FieldRightOut]
    labels: dict[str, list[str]]
    standing_in: list[str]


class StandInIn(In):
    """Who is to act in whose place; without `absent_agent_id` in one's own."""

    absent_agent_id: UUID | None = None
    deputy_agent_id: UUID
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime


class StandInOut(Out):
    """A stand-in."""

    id: UUID
    absent_id: UUID
    absent_name: str
    deputy_id: UUID
    deputy_name: str
    valid_from: datetime
    valid_until: datetime
    holds: bool
    can: Can


class StandInList(Out):
    """Stand-ins that hold or will."""

    items: list[StandInOut]


class ViewAsIn(In):
    """Whose screens are to be seen."""

    account_id: UUID
