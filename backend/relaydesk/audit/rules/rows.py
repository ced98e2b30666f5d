"""What the record holds of one event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One event as the record keeps it."""

    id: int
    name: str
    version: int
    subject: str
    actor_kind: str
    actor_id: str | None
    actor_name: str
    at: datetime
    recorded_at: datetime
    payload: dict[str, Any]
    cause: int | None
    source: dict[str, str] | None
