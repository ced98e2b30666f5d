"""Calendars ready to reckon with, kept in the process for a second."""

from datetime import date
from uuid import UUID

from relaydesk.calendars.contracts import CalendarView
from relaydesk.calendars.models import Calendar, CalendarDay
from relaydesk.calendars.rules.business_time import business_time
from relaydesk.calendars.rules.working_time import Day, WorkingTime, parse_day, parse_weekly
from relaydesk.platform.cache import cached
from relaydesk.platform.errors import NotFound


@cached(seconds=1)
def all_calendars() -> dict[UUID, CalendarView]:
    """Every calendar by id, by two statements. The default one comes first."""
    days: dict[UUID, list[tuple[date, Day]]] = {}
    for calendar_id, when, intervals in CalendarDay.objects.order_by("date").values_list(
        "calendar_id", "date", "intervals"
    ):
        days.setdefault(calendar_id, []).append((when, parse_day(intervals)))
    return {
        row.id: CalendarView(
            id=row.id,
            name=row.name,
            name_en=row.name_en,
            timezone=row.timezone,
            clock=business_time(
                WorkingTime(row.timezone, parse_weekly(row.weekly), tuple(days.get(row.id, ())))
            ),
        )
        for row in Calendar.objects.order_by("-is_default", "name")
    }


def calendar(calendar_id: UUID) -> CalendarView:
    """One calendar. Raises `NotFound`."""
    found = all_calendars().get(calendar_id)
    if found is None:
        raise NotFound("no such calendar")
    return found


def default_calendar() -> CalendarView:
    """The calendar that is used where none is named. Raises `NotFound` when there is none at all."""
    for found in all_calendars().values():
        return found
    raise NotFound("there is no calendar")
