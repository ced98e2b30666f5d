"""What the search answers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from relaydesk.platform.http.schemas import Out


class PieceOut(Out):
    """A piece of a text; `hit` where it is what was asked for."""

    text: str
    hit: bool


class FoundTicket(Out):
    """A ticket that was found. `snippet` is empty when the subject alone shows why."""

    number: str
    subject: list[PieceOut]
    snippet: list[PieceOut]
    category: Literal["new", "open", "waiting", "hold", "solved", "closed"]
    priority: Literal["P0", "P1", "P2", "P3"]
    status: str
    type: str
    channel: str
    requester: str
    assignee: str | None
    updated_at: datetime


class Solution(Out):
    """A solved ticket, and what its requester was told last; `answer` is empty where nothing may be read."""

    number: str
    subject: list[PieceOut]
    answer: str
    category: Literal["solved", "closed"]
    updated_at: datetime


class SolutionsOut(Out):
    """At most five, the likest first."""

    items: list[Solution]


class FoundContact(Out):
    """A contact that was found."""

    id: UUID
    name: list[PieceOut]
    company: str | None
    email: str | None
    phone: str | None


class SearchOut(Out):
    """What was found. `cut`: only the tickets that changed last were looked at, older ones may match.

    `facets` counts the values of category, team, assignee, type and channel among what was looked at; a team
    or assignee that the reader may not read is left out. `found` is how many were looked at.
    """

    tickets: list[FoundTicket]
    contacts: list[FoundContact]
    categories: dict[str, int]
    facets: dict[str, dict[str, int]]
    found: int
    cut: bool
