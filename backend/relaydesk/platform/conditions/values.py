"""The values of leaves: literals, the one who asks, and spans of time relative to now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from relaydesk.platform.conditions.context import Context, WorkingTime

FAR_BACK = timedelta(days=3660)

Span = tuple[datetime | None, datetime | None]
"""From (included) until (excluded); None is open."""


class Unit(StrEnum):
    """Units of relative time. Days, weeks and months go by the local calendar, hours by the clock."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"


class Period(StrEnum):
    """What is past or to come, and named spans of the local calendar; weeks begin on Monday (ISO 8601)."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    NEXT_MONTH = "next_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Literal:
    """A fixed value: text, number, yes or no, or one id."""

    value: str | Decimal | bool | UUID

    def as_json(self) -> Any:
        """As it is stored."""
        if isinstance(self.value, Decimal):
            return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)
        return str(self.value) if isinstance(self.value, UUID) else self.value


@dataclass(frozen=True, slots=True)
class Me:
    """The one who asks: `current_user`, `my_teams` or `my_department`."""

    word: str
    refers_to: str

    def as_json(self) -> Any:
        """As it is stored."""
        return {"me": self.word}


@dataclass(frozen=True, slots=True)
class Several:
    """Some values, of which any may be meant."""

    values: tuple[Literal | Me, ...]

    def as_json(self) -> Any:
        """As it is stored."""
        return [value.as_json() for value in self.values]


@dataclass(frozen=True, slots=True)
class Moment:
    """A fixed instant, or a fixed day, which begins when it begins where the asker is."""

    value: datetime | date

    def as_json(self) -> Any:
        """As it is stored."""
        return self.value.isoformat()

    def begins(self, context: Context) -> datetime:
        """The instant at which it begins."""
        if isinstance(self.value, datetime):
            return self.value
        return _midnight(self.value, context)

    def ends(self, context: Context) -> datetime:
        """The instant after which comes what is after it: the end of the day, or the instant itself."""
        if isinstance(self.value, datetime):
            return self.value
        return _midnight(self.value + timedelta(days=1), context)


@dataclass(frozen=True, slots=True)
class Named:
    """A named span such as this week."""

    period: Period

    def as_json(self) -> Any:
        """As it is stored."""
        return self.period.value

    def span(self, context: Context) -> Span:
        """From when until when it lasts."""
        if self.period == Period.PAST:
            return None, context.at
        if self.period == Period.FUTURE:
            return context.at, None
        first, behind = _PERIODS[self.period](context.at.astimezone(context.zone).date())
        return _midnight(first, context), _midnight(behind, context)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time such as 7 days or 4 working hours."""

    amount: int
    unit: Unit

    def as_json(self) -> Any:
        """As it is stored."""
        return {"amount": self.amount, "unit": self.unit.value}

    def before(self, context: Context) -> datetime:
        """The instant that lies so long before now."""
        return self._moved(context, -1)

    def behind(self, context: Context) -> datetime:
        """The instant that lies so long behind now."""
        return self._moved(context, 1)

    def _moved(self, context: Context, sign: int) -> datetime:
        if self.unit == Unit.MINUTES:
            return context.at + sign * timedelta(minutes=self.amount)
        if self.unit == Unit.HOURS:
            return context.at + sign * timedelta(hours=self.amount)
        if self.unit in (Unit.WORKING_HOURS, Unit.WORKING_DAYS):
            return self._moved_in_working_time(context, sign)
        local = context.at.astimezone(context.zone)
        if self.unit == Unit.MONTHS:
            day = _months_later(local.date(), sign * self.amount)
        else:
            day = local.date() + sign * timedelta(days=self.amount * (7 if self.unit == Unit.WEEKS else 1))
        return _utc(datetime.combine(day, local.time(), context.zone))

    def _moved_in_working_time(self, context: Context, sign: int) -> datetime:
        working = context.working
        if working is None:
            raise ValueError("working time needs a calendar")
        hours = self.unit == Unit.WORKING_HOURS
        length = timedelta(hours=self.amount) if hours else working.days(self.amount)
        return working.add(context.at, length) if sign > 0 else _working_before(working, context.at, length)


Value = Literal | Me | Several | Moment | Named | Duration


def meant(value: Literal | Me | Several, context: Context) -> list[Any]:
    """The fixed values behind a value: one for a literal, any number for those who ask."""
    if isinstance(value, Several):
        return [one for part in value.values for one in meant(part, context)]
    if isinstance(value, Me):
        return list(context.me.get(value.refers_to, ()))
    return [value.value]


def _working_before(working: WorkingTime, at: datetime, length: timedelta) -> datetime:
    """The latest instant since which `length` of working time has passed, to the second, by halving."""
    earliest, latest = at - FAR_BACK, at
    if working.between(earliest, at) < length:
        return earliest
    while latest - earliest > timedelta(seconds=1):
        middle = earliest + (latest - earliest) / 2
        if working.between(middle, at) >= length:
            earliest = middle
        else:
            latest = middle
    return earliest


def _midnight(day: date, context: Context) -> datetime:
    return _utc(datetime.combine(day, time(), context.zone))


def _utc(local: datetime) -> datetime:
    return local.astimezone(UTC)


def _months_later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _days(first: int, behind: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today + timedelta(days=first), today + timedelta(days=behind))


def _weeks(first: int) -> Callable[[date], tuple[date, date]]:
    def weeks(today: date) -> tuple[date, date]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=first)
        return monday, monday + timedelta(weeks=1)

    return weeks


def _months(first: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (
        _months_later(today.replace(day=1), first),
        _months_later(today.replace(day=1), first + 1),
    )


def _years(first: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (date(today.year + first, 1, 1), date(today.year + first + 1, 1, 1))


_PERIODS: dict[Period, Callable[[date], tuple[date, date]]] = {
    Period.TODAY: _days(0, 1),
    Period.YESTERDAY: _days(-1, 0),
    Period.TOMORROW: _days(1, 2),
    Period.THIS_WEEK: _weeks(0),
    Period.LAST_WEEK: _weeks(-1),
    Period.NEXT_WEEK: _weeks(1),
    Period.THIS_MONTH: _months(0),
    Period.LAST_MONTH: _months(-1),
    Period.NEXT_MONTH: _months(1),
    Period.THIS_YEAR: _years(0),
    Period.LAST_YEAR: _years(-1),
}
