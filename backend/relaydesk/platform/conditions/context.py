"""For whom and when a condition is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo


class WorkingTime(Protocol):
    """Reckons with working time; a calendar's clock is one."""

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Give the earliest instant by which `amount` of working time has passed since `start`."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Give the working time inside `[start, end)`."""

    def days(self, count: int) -> timedelta:
        """Give the working time of `count` days of this calendar's own length."""


@dataclass(frozen=True, slots=True)
class Context:
    """Turns relative values into fixed ones.

    Args:
        at: now, aware.
        zone: in whose days and weeks "today" and "this week" are meant: the reader's, or a calendar's.
        me: references that stand for the one who asks: what they refer to → ids, for instance
            `{"agent": (id,), "team": (id, id), "department": (id,)}`.
        working: the calendar behind working hours and days; without it they are refused.
    """

    at: datetime
    zone: ZoneInfo
    me: Mapping[str, tuple[UUID, ...]]
    working: WorkingTime | None = None
