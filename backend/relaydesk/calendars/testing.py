"""Builders for other modules' tests, and the micro-benchmark of working time."""

import timeit
from datetime import UTC, date, datetime, timedelta
from time import process_time
from uuid import UUID

from relaydesk.calendars.contracts import WorkingClock
from relaydesk.calendars.models import Calendar
from relaydesk.calendars.rules.business_time import business_time
from relaydesk.calendars.rules.chinese_days import DAYS
from relaydesk.calendars.rules.working_time import WorkingTime, parse_day, parse_weekly

OFFICE_DAY = [["09:00", "12:00"], ["13:00", "18:00"]]
OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY)


def office_hours(*, holidays: bool = False, timezone: str = "Asia/Shanghai") -> WorkingClock:
    """Monday to Friday 09:00-12:00 and 13:00-18:00, with the Chinese public holidays if wanted."""
    days = tuple(
        (date.fromisoformat(day), parse_day(OFFICE_DAY if works else []))
        for day, _, works in DAYS
        if holidays
    )
    return business_time(WorkingTime(timezone, parse_weekly(OFFICE_WEEK), days))


def a_calendar_without_nights() -> UUID:
    """A calendar that is open day and night."""
    weekly = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    return Calendar.objects.create(name="全天", name_en="Always", timezone="Asia/Shanghai", weekly=weekly).id


def microseconds_to_add_40_hours(repeat: int = 20_000) -> float:
    """Measure the CPU time of adding 40 working hours in a year full of holidays; the goal is 20 µs."""
    clock = office_hours(holidays=True)
    start, amount = datetime(2026, 2, 10, 1, 17, tzinfo=UTC), timedelta(hours=40)
    clock.add(start, amount)
    return (
        min(timeit.repeat(lambda: clock.add(start, amount), timer=process_time, number=repeat, repeat=3))
        / repeat
        * 1e6
    )
