"""What other modules may know of calendars."""

from dataclasses import dataclass
from uuid import UUID

from relaydesk.calendars.rules.business_time import BusinessTime, TooFar

__all__ = ["BusinessTime", "CalendarView", "TooFar"]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar 日历; `clock` reckons with its working time."""

    id: UUID
    name: str
    name_en: str
    timezone: str
    clock: BusinessTime
