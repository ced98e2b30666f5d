"""Bodies of the calendar routes."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.platform.http.schemas import In, Out

Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]
Pair = Annotated[list[Time], Field(min_length=2, max_length=2)]
Intervals = Annotated[list[Pair], Field(max_length=24)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Weekly(In):
    """The working time of each day of the week; a day left out is free."""

    mon: Intervals = []
    tue: Intervals = []
    wed: Intervals = []
    thu: Intervals = []
    fri: Intervals = []
    sat: Intervals = []
    sun: Intervals = []


class CalendarIn(In):
    """What to change of a calendar."""

    name: Name | None = None
    name_en: Annotated[str, Field(max_length=120)] | None = None
    timezone: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    weekly: Weekly | None = None


class DayIn(In):
    """A public holiday (no intervals) or a make-up working day (its own)."""

    name: Name
    intervals: Intervals = []


class YearIn(In):
    """Whether the year's public holidays are entered as announced."""

    announced: bool


class CalendarWarning(Out):
    """A year whose public holidays are `missing` or `provisional`."""

    year: int
    state: str


class CalendarDayOut(Out):
    """A day that differs from the weekly pattern."""

    date: date
    name: str
    working: bool
    intervals: list[list[str]]


class CalendarOut(Out):
    """A calendar."""

    id: UUID
    name: str
    name_en: str
    timezone: str
    region: str
    is_default: bool
    weekly: dict[str, list[list[str]]]
    years: dict[int, str]
    warnings: list[CalendarWarning]


class CalendarDetail(CalendarOut):
    """A calendar with the differing days of one year."""

    year: int
    days: list[CalendarDayOut]


class CalendarList(Out):
    """All calendars."""

    items: list[CalendarOut]
