"""Bodies of the routes about companies."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from relaydesk.people.contracts import Tier
from relaydesk.people.http.schemas import EditCan
from relaydesk.platform.http.schemas import In, Out

CompanyName = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Domains = Annotated[list[Annotated[str, StringConstraints(max_length=190)]], Field(max_length=50)]


class CompanyOut(Out):
    """A company."""

    id: UUID
    name: str
    domains: list[str]
    tier: Tier
    contract_from: date | None
    contract_until: date | None
    version: int
    can: EditCan


class CompanyIn(In):
    """A company to make."""

    name: CompanyName
    domains: Domains = []
    tier: Tier = Tier.STANDARD
    contract_from: date | None = None
    contract_until: date | None = None


class CompanyPatch(In):
    """Fields of a company to change."""

    name: CompanyName = ""
    domains: Domains = []
    tier: Tier = Tier.STANDARD
    contract_from: date | None = None
    contract_until: date | None = None
