"""Bodies of the routes of `bulk`."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, field_validator, model_validator

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


class SleepIn(In):
    """Until when the tickets sleep; null until the requester answers, who wakes them anyway."""

    until: AwareDatetime | None


class MergeIntoIn(In):
    """The ticket that stays; those of other requesters are refused unless `across_requesters`."""

    into: Number
    across_requesters: bool = False


class BulkReplyIn(In):
    """What every requester is told: a saved reply, or words that may have its variables."""

    saved_reply_id: UUID | None = None
    body_html: Annotated[str, StringConstraints(max_length=20_000)] | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Insist on one way of saying it."""
        if (self.saved_reply_id is None) == (self.body_html is None):
            raise ValueError("give either a saved reply, or what is to be said")
        return self


class BulkEditsIn(In):
    """What is written to every ticket; what is not mentioned stays. `delete` and `merge` stand alone, beside
    `reply` there may be `status`.
    """

    status: Word | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    type: Word | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    label: Word | None = None
    add_tags: Tags | None = None
    remove_tags: Tags | None = None
    snooze: SleepIn | None = None
    wake: Literal[True] | None = None
    merge: MergeIntoIn | None = None
    reply: BulkReplyIn | None = None
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
