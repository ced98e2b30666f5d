"""What other modules may know of calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID


class WorkingClock(Protocol):
    """Reckons with the working time of one calendar; the conventions are in `rules/business_time.py`."""

    def is_open(self, at: datetime) -> bool:
        """Tell whether `at` lies in working time."""

    def next_opening(self, at: datetime) -> datetime:
        """Give `at` itself if open, else the next instant at which working time begins."""

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Give the earliest instant by which `amount` of working time has passed since `start`."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Give the working time inside `[start, end)`."""

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """Add whole working minutes."""

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Give the full working minutes inside `[start, end)`."""

    def days(self, count: int) -> timedelta:
        """Give the working time of `count` days of this calendar's own length."""


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar 日历; `clock` reckons with its working time."""

    id: UUID
    name: str
    name_en: str
    timezone: str
    clock: WorkingClock
