"""What a calendar says: its time zone, its weekly pattern and the days that differ from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_A_DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NoWorkingTime(ValueError):
    """The weekly pattern holds no working minute, so no instant could ever be due."""


class BadPattern(ValueError):
    """An interval or a time zone that means nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Working time `[start, end)` of one local day, in minutes since midnight; `end` may be 1440 (24:00)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_A_DAY:
            raise BadPattern(f"an interval needs 00:00 <= start < end <= 24:00, not {self.start}-{self.end}")


Day = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The definition of a calendar.

    `weekly` holds seven days, Monday first. `days` holds, by local date, the working time of the days that
    differ: `()` for a public holiday, intervals for a make-up working day (调休).
    """

    timezone: str
    weekly: tuple[Day, ...]
    days: tuple[tuple[date, Day], ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.weekly) != len(WEEKDAYS):
            raise BadPattern("a week has seven days")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise BadPattern(f"unknown time zone: {self.timezone}") from error
        for day in (*self.weekly, *(day for _, day in self.days)):
            _refuse_overlap(day)
        if not any(self.weekly):
            raise NoWorkingTime("the weekly pattern has no working time")

    @property
    def minutes_a_day(self) -> int:
        """Length of this calendar's own working day: the longest day of the weekly pattern, in minutes."""
        return max(sum(part.end - part.start for part in day) for day in self.weekly)


def _refuse_overlap(day: Day) -> None:
    for earlier, later in pairwise(day):
        if later.start < earlier.end:
            raise BadPattern("the intervals of a day must be in order and must not overlap")


def parse_day(texts: Sequence[Sequence[str]]) -> Day:
    """Read a day from pairs such as `[["09:00", "12:00"], ["13:00", "24:00"]]`.

    Raises `BadPattern` for anything else.
    """
    parts: list[Interval] = []
    for text in texts:
        if len(text) != 2:
            raise BadPattern("an interval is a pair of times")
        parts.append(Interval(_minutes(text[0]), _minutes(text[1])))
    day = tuple(parts)
    _refuse_overlap(day)
    return day


def parse_weekly(texts: Mapping[str, Sequence[Sequence[str]]]) -> tuple[Day, ...]:
    """Read a week from `{"mon": [["09:00", "18:00"]], …}`; a missing day is a free day."""
    unknown = set(texts) - set(WEEKDAYS)
    if unknown:
        raise BadPattern(f"unknown day of the week: {', '.join(sorted(unknown))}")
    return tuple(parse_day(texts.get(name, ())) for name in WEEKDAYS)


def format_day(day: Day) -> list[list[str]]:
    """Write a day as `parse_day` reads it."""
    return [[_text(part.start), _text(part.end)] for part in day]


def _minutes(text: str) -> int:
    hours, separator, minutes = text.partition(":")
    if len(text) != 5 or not separator or not (hours + minutes).isascii() or not (hours + minutes).isdigit():
        raise BadPattern(f"a time is written HH:MM, not {text!r}")
    value = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or value > MINUTES_A_DAY:
        raise BadPattern(f"no such time of day: {text!r}")
    return value


def _text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
