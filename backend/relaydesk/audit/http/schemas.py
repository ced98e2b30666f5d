"""Bodies of the routes of `audit`."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out


class Outcome(StrEnum):
    """Whether it went well."""

    SUCCESS = "success"
    FAILURE = "failure"


class ExportFormat(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


class RecordActor(Out):
    """Who did it."""

    kind: str
    id: str | None
    name: str


class RecordSource(Out):
    """Whence: address, `session:…` or `token:…`, request id."""

    ip: str | None
    by: str | None
    request: str | None


class RecordSentence(Out):
    """What happened, in words."""

    zh: str
    en: str


class RecordEvent(Out):
    """One event of the record."""

    id: int
    name: str
    at: datetime
    actor: RecordActor
    subject: str
    outcome: Outcome
    source: RecordSource
    sentence: RecordSentence


class RecordEventDetail(RecordEvent):
    """One event with all that it says; `seal` is the batch that it is sealed in, null for the newest."""

    version: int
    recorded_at: datetime
    payload: dict[str, Any]
    cause: int | None
    seal: int | None


class RecordPage(Out):
    """One page, newest first."""

    items: list[RecordEvent]
    next_cursor: str | None


class RecordExportIn(In):
    """What to export: the filters of the list, and the kind of file."""

    format: ExportFormat = ExportFormat.XLSX
    actor: Annotated[str, Field(max_length=64)] | None = None
    name: Annotated[str, Field(max_length=100)] | None = None
    subject: Annotated[str, Field(max_length=100)] | None = None
    since: Annotated[datetime | None, Field(alias="from")] = None
    until: Annotated[datetime | None, Field(alias="to")] = None
    source: Annotated[str, Field(max_length=45)] | None = None
    outcome: Outcome | None = None


class RecordExportOut(Out):
    """An export; `file` is where its bytes are once `state` is done, until `expires_at`."""

    id: UUID
    asked_at: datetime
    format: ExportFormat
    filters: dict[str, str]
    state: str
    rows: int | None
    size: int | None
    file: str | None
    expires_at: datetime | None


class RecordFindingOut(Out):
    """Something that is not as it was recorded."""

    kind: str
    seal: int | None
    ids: list[int]


class RecordCheckOut(Out):
    """A check of the record."""

    id: UUID
    asked_at: datetime
    done_at: datetime | None
    state: str
    intact: bool | None
    seals: int | None
    events: int | None
    seconds: float | None
    first_bad_seal: int | None
    findings: list[RecordFindingOut]


class IntegrityOut(Out):
    """The state of the chain: its head, how far it is behind, and the newest checks."""

    head: int | None
    head_sha256: str | None
    sealed_at: datetime | None
    unsealed_seconds: float
    checks: list[RecordCheckOut]


class RetentionOut(Out):
    """How many days the record is kept."""

    days: int
    least: int
    version: int


class RetentionIn(In):
    """The new number of days."""

    days: Annotated[int, Field(ge=1, le=36_500)]
