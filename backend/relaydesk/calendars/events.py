"""Facts that `calendars` publishes. The subject is `calendar:<id>`."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """Working time changed: the pattern, the time zone or a day. `what` is pattern, day or year."""

    name: ClassVar[str] = "calendars.calendar.changed"
    version: ClassVar[int] = 1

    calendar_id: UUID
    what: str
    date: str | None = None
