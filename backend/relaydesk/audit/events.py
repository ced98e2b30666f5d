"""Facts that `audit` publishes: who looked into the record is part of the record."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class RecordExported(Event):
    """Somebody asked for an export of the record."""

    name: ClassVar[str] = "audit.export.asked"

    export_id: UUID
    format: str
    filters: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ExportFetched(Event):
    """Somebody fetched the file of an export."""

    name: ClassVar[str] = "audit.export.fetched"

    export_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckAsked(Event):
    """Somebody asked for a check of the record's integrity."""

    name: ClassVar[str] = "audit.integrity.check_asked"

    check_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckFinished(Event):
    """The record was checked."""

    name: ClassVar[str] = "audit.integrity.checked"

    check_id: UUID
    intact: bool
    seals: int
    events: int
    first_bad_seal: int | None


@dataclass(frozen=True, kw_only=True)
class RetentionChanged(Event):
    """How long the record is kept was changed, in days."""

    name: ClassVar[str] = "audit.retention.changed"

    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class RecordPurged(Event):
    """Sealed batches older than the retention were removed; their seals stay."""

    name: ClassVar[str] = "audit.record.purged"

    first_seal: int
    last_seal: int
    events: int
