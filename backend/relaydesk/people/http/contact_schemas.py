"""Bodies of the routes about contacts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from relaydesk.people.contracts import IdentityKind
from relaydesk.platform.http.schemas import In, Out

ContactName = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Value = Annotated[str, StringConstraints(min_length=1, max_length=254, strip_whitespace=True)]
Locale = Annotated[str, StringConstraints(pattern="^(zh|en)$")]
LabelKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]


class ContactOut(Out):
    """A contact as lists show it; addresses and numbers masked where the reader's rights say so."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    locale: str
    company: str | None
    company_id: UUID | None
    label: str | None


class IdentityOut(Out):
    """One address, number or chat id."""

    id: UUID
    kind: IdentityKind
    value: str
    masked: bool
    verified: bool
    verified_at: datetime | None
    first: bool


class MergedOut(Out):
    """A contact that was merged into this one."""

    id: UUID
    name: str
    at: datetime
    by: str


class ContactCan(Out):
    """What screens may offer."""

    edit: bool
    merge: bool


class ContactDetailsOut(ContactOut):
    """A contact with all identities."""

    identities: list[IdentityOut]
    merged: list[MergedOut]
    merged_into: UUID | None
    created_at: datetime
    version: int
    can: ContactCan


class IdentityIn(In):
    """An identity to add."""

    kind: IdentityKind
    value: Value
    verified: bool = False


class IdentityPatch(In):
    """What to change of an identity: whether it is verified; `first: true` makes it the first of its kind."""

    verified: bool | None = None
    first: bool = False


class ContactIn(In):
    """A contact to make."""

    name: ContactName
    locale: Locale = "zh"
    company_id: UUID | None = None
    label: LabelKey | None = None
    identities: Annotated[list[IdentityIn], Field(max_length=50)] = []


class ContactPatch(In):
    """Fields of a contact to change."""

    name: ContactName = ""
    locale: Locale = ""
    company_id: UUID | None = None
    label: LabelKey | None = None


class MergeIn(In):
    """The contact to merge into that of the address."""

    from_id: UUID


class UnmergeIn(In):
    """The contact to take out again; the one merged last when none is named."""

    from_id: UUID | None = None
