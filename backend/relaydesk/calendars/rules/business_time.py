"""Arithmetic with working time, by the conventions of the domain's "Calendars and business time".

Intervals are half-open; an instant outside working time counts from the next opening; adding N ends at the
earliest instant by which N has passed, hence at closing time and not at the next opening; nothing to add
means at once if open, else at the next opening. Across a change of the clocks what counts is real elapsed
time while the local time of day lies inside an interval.

A calendar is laid out once as a sorted list of openings in real time with the running total of working time
before each; every question is then one or two binary searches.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from zoneinfo import ZoneInfo

from relaydesk.calendars.rules.working_time import Day, WorkingTime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
HORIZON_YEARS = 100


class TooFar(ValueError):
    """The answer lies more than a century away, or outside the years that a date can name."""


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _instant(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


class BusinessTime:
    """A calendar that can be reckoned with. Safe to share between threads; make it by `business_time`."""

    def __init__(self, definition: WorkingTime) -> None:
        self.definition = definition
        self._zone = ZoneInfo(definition.timezone)
        self._days = dict(definition.days)
        self._lock = Lock()
        self._layout = _Layout(0, 0, [], [], [])

    def is_open(self, at: datetime) -> bool:
        """Tell whether `at` lies in working time."""
        layout, micros = self._covering(at, at), _micros(at)
        place = bisect_right(layout.starts, micros) - 1
        return place >= 0 and micros < layout.ends[place]

    def next_opening(self, at: datetime) -> datetime:
        """Give `at` itself if open, else the next instant at which working time begins."""
        return self.add(at, timedelta(0))

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Give the earliest instant by which `amount` of working time has passed since `start`.

        Raises `ValueError` for a negative amount and `TooFar` beyond a century.
        """
        wanted = amount // MICROSECOND
        if wanted < 0:
            raise ValueError("working time cannot be added backwards")
        micros = _micros(start)
        last = start
        ahead = 0
        while ahead <= HORIZON_YEARS:
            layout = self._covering(start, last)
            found = layout.after(micros, wanted)
            if found is not None:
                return _instant(found)
            ahead = 2 * max(1, layout.last_year - start.year)
            last = _year_start(start.year + ahead)
        raise TooFar("no such instant within a century")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Give the working time inside `[start, end)`; nothing when `end` is not after `start`."""
        if end <= start:
            return timedelta(0)
        layout = self._covering(start, end)
        return timedelta(microseconds=layout.total_at(_micros(end)) - layout.total_at(_micros(start)))

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """Add whole working minutes (see `add`)."""
        return self.add(start, timedelta(minutes=minutes))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Give the full working minutes inside `[start, end)`."""
        return self.between(start, end) // timedelta(minutes=1)

    def days(self, count: int) -> timedelta:
        """Give the working time of `count` days of this calendar's own length."""
        return timedelta(minutes=count * self.definition.minutes_a_day)

    def _covering(self, first: datetime, last: datetime) -> "_Layout":
        """Give a layout that covers the years of both instants, one to spare, widening the present one if
        need be.
        """
        layout = self._layout
        low, high = first.year - 1, last.year + 2
        if layout.first_year <= low and high <= layout.last_year:
            return layout
        if low < 2 or high > 9990:
            raise TooFar("outside the years that can be reckoned with")
        with self._lock:
            layout = self._layout
            if layout.starts:
                low, high = min(low, layout.first_year), max(high, layout.last_year)
            self._layout = layout = self._lay_out(low, high)
        return layout

    def _lay_out(self, first_year: int, last_year: int) -> "_Layout":
        """List the openings of `[first_year, last_year)` in order, joined where they touch."""
        openings: list[tuple[int, int]] = []
        for begin, end, offset in self._offsets(
            _micros(_year_start(first_year)), _micros(_year_start(last_year))
        ):
            openings += self._openings(begin, end, offset)
        openings.sort()
        starts: list[int] = []
        ends: list[int] = []
        totals: list[int] = []
        total = 0
        for begin, end in openings:
            if ends and ends[-1] == begin:
                ends[-1] = end
            else:
                starts.append(begin)
                ends.append(end)
                totals.append(total)
            total += end - begin
        return _Layout(first_year, last_year, starts, ends, totals)

    def _offsets(self, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Cut `[begin, end)` into stretches with one offset from UTC each (all in microseconds)."""
        since, offset = begin, self._offset(begin)
        for midnight in range(begin + DAY, end + DAY, DAY):
            upto = min(midnight, end)
            if (after := self._offset(upto)) != offset:
                low, high = upto - DAY, upto
                while high - low > SECOND:
                    middle = (low + high) // 2 // SECOND * SECOND
                    low, high = (middle, high) if self._offset(middle) == offset else (low, middle)
                yield since, high, offset
                since, offset = high, after
        yield since, end, offset

    def _offset(self, micros: int) -> int:
        offset = _instant(micros).astimezone(self._zone).utcoffset()
        return 0 if offset is None else offset // MICROSECOND

    def _openings(self, begin: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
        """List the openings inside one stretch: the instants whose local time lies inside an interval."""
        first = (begin + offset) // DAY
        last = (end + offset - 1) // DAY
        epoch_ordinal = EPOCH.toordinal()
        for number in range(first, last + 1):
            local = date.fromordinal(number + epoch_ordinal)
            for part in self._day(local):
                opening = max(begin, number * DAY + part.start * MINUTE - offset)
                closing = min(end, number * DAY + part.end * MINUTE - offset)
                if opening < closing:
                    yield opening, closing

    def _day(self, local: date) -> Day:
        special = self._days.get(local)
        return self.definition.weekly[local.weekday()] if special is None else special


class _Layout:
    """The openings of some years: `totals[i]` is the working time before `starts[i]`. Never changed once
    made.
    """

    __slots__ = ("ends", "finished", "first_year", "last_year", "starts", "totals")

    def __init__(
        self, first_year: int, last_year: int, starts: list[int], ends: list[int], totals: list[int]
    ) -> None:
        self.first_year = first_year
        self.last_year = last_year
        self.starts = starts
        self.ends = ends
        self.totals = totals
        self.finished = [total + end - start for start, end, total in zip(starts, ends, totals, strict=True)]

    def total_at(self, micros: int) -> int:
        """Give the working time between the layout's beginning and the instant."""
        place = bisect_right(self.starts, micros) - 1
        if place < 0:
            return 0
        return self.totals[place] + min(micros, self.ends[place]) - self.starts[place]

    def after(self, micros: int, wanted: int) -> int | None:
        """Give the earliest instant by which `wanted` has passed, or nothing when it lies beyond the
        layout.
        """
        if wanted == 0:
            place = bisect_right(self.ends, micros)
            return None if place == len(self.ends) else max(micros, self.starts[place])
        goal = self.total_at(micros) + wanted
        place = bisect_left(self.finished, goal)
        if place == len(self.finished):
            return None
        return self.ends[place] - (self.finished[place] - goal)


def _year_start(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def business_time(definition: WorkingTime) -> BusinessTime:
    """Give the calendar of a definition; the same object for equal definitions, so that it is laid out
    once.
    """
    return BusinessTime(definition)
