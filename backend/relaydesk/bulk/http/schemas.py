"""Bodies of the routes of `bulk`."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from relaydesk.bulk.rules.columns import Column
from relaydesk.bulk.rules.progress import MOST_TICKETS, ItemState, State
from relaydesk.platform.http.schemas import In, Out
from relaydesk.platform.sheets import SheetForm
from relaydesk.tickets.public import FilterQuery, Sort

Number = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Tags = Annotated[list[Word], Field(max_length=50)]


class MatchingIn(FilterQuery):
    """All tickets that `GET /tickets` with these parameters shows."""

    model_config = ConfigDict(extra="forbid")


class SelectionIn(In):
    """Tickets by `numbers`, or all `matching` without those `excluded`, fixed when this arrives."""

    numbers: Annotated[list[Number], Field(min_length=1, max_length=MOST_TICKETS)] | None = None
    matching: MatchingIn | None = None
    excluded: Annotated[list[Number], Field(max_length=MOST_TICKETS)] = []
    sort: Sort | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Insist on one way of choosing."""
        if (self.numbers is None) == (self.matching is None):
            raise ValueError("give either numbers, or what they match")
        return self


class BulkEditsIn(In):
    """What is written to every ticket; what is not mentioned stays. `delete` stands alone."""

    status: Word | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    type: Word | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    label: Word | None = None
    add_tags: Tags | None = None
    remove_tags: Tags | None = None
    delete: Literal[True] | None = None


class BulkChangeIn(SelectionIn):
    """A change of many tickets alike."""

    change: BulkEditsIn


class BulkChangeOut(Out):
    """A change: how far it is, and what it came to.

    `undo_until` is when the time to take it back ends; null when there is nothing to take back.
    """

    id: UUID
    state: State
    asked_at: datetime
    change: dict[str, Any]
    selection: dict[str, Any]
    total: int
    done: int
    changed: int
    unchanged: int
    refused: int
    undone: int
    kept: int
    finished_at: datetime | None
    undo_until: datetime | None


class BulkChangePage(Out):
    """One's own changes of the last thirty days, newest first."""

    items: list[BulkChangeOut]
    next_cursor: str | None


class BulkReason(Out):
    """Why nothing was changed, in both languages."""

    zh: str
    en: str


class BulkResultOut(Out):
    """What became of one ticket; `code` and `reason` say why nothing was changed or undone."""

    number: str
    state: ItemState
    code: str
    reason: BulkReason | None


class BulkResultPage(Out):
    """Results in the order in which the tickets were chosen."""

    items: list[BulkResultOut]
    next_cursor: str | None


class MatchOut(Out):
    """What matches at this moment. `numbers` is null when there are more than can be changed at once;
    `capped` says that there are more than `count`.
    """

    count: int
    capped: bool
    numbers: list[str] | None
    limit: int


class TicketExportIn(SelectionIn):
    """Tickets as a sheet, with these columns in this order."""

    format: SheetForm = SheetForm.XLSX
    columns: Annotated[list[Column], Field(min_length=1, max_length=len(Column))]

    @field_validator("columns")
    @classmethod
    def once(cls, columns: list[Column]) -> list[Column]:
        """Each column stands there once."""
        return list(dict.fromkeys(columns))


class TicketExportOut(Out):
    """A sheet on its way or kept; `file` is where its bytes are while `state` is done, until `expires_at`."""

    id: UUID
    state: str
    asked_at: datetime
    format: SheetForm
    columns: list[str]
    rows: int | None
    total: int | None
    size: int | None
    file: str | None
    expires_at: datetime | None


class TicketExportList(Out):
    """One's own last exports, newest first."""

    items: list[TicketExportOut]
