"""Facts that `bulk` publishes. `for_account` is whose errand it is: streams tell nobody else."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


def subject_of(change_id: UUID) -> str:
    """The subject under which the facts of a change stand."""
    return f"bulk_change:{change_id}"


@dataclass(frozen=True, kw_only=True)
class BulkChangeAsked(Event):
    """Somebody asked to change many tickets alike."""

    name: ClassVar[str] = "bulk.change.asked"
    version: ClassVar[int] = 1

    change_id: UUID
    for_account: UUID
    tickets: int
    edits: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class BulkChangeProgressed(Event):
    """A further portion is done, or undone."""

    name: ClassVar[str] = "bulk.change.progressed"
    version: ClassVar[int] = 1

    change_id: UUID
    for_account: UUID
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class BulkChangeEnded(Event):
    """A change came to its end: `state` is done, cancelled or undone."""

    name: ClassVar[str] = "bulk.change.ended"
    version: ClassVar[int] = 1

    change_id: UUID
    for_account: UUID
    state: str
    changed: int
    refused: int
    undone: int


@dataclass(frozen=True, kw_only=True)
class BulkUndoAsked(Event):
    """Who asked for the change takes it back."""

    name: ClassVar[str] = "bulk.change.undo_asked"
    version: ClassVar[int] = 1

    change_id: UUID
    for_account: UUID


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """Somebody asked for tickets as a sheet."""

    name: ClassVar[str] = "bulk.export.asked"
    version: ClassVar[int] = 1

    export_id: UUID
    for_account: UUID
    format: str
    columns: list[str]
    tickets: int


@dataclass(frozen=True, kw_only=True)
class ExportWritten(Event):
    """The sheet is there, for seven days, or came to nothing."""

    name: ClassVar[str] = "bulk.export.written"
    version: ClassVar[int] = 1

    export_id: UUID
    for_account: UUID
    rows: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ExportFetched(Event):
    """Who asked for the sheet fetched it."""

    name: ClassVar[str] = "bulk.export.fetched"
    version: ClassVar[int] = 1

    export_id: UUID
