"""Calendars ready to reckon with, kept in the process for a second."""

import json
from datetime import date
from functools import lru_cache
from uuid import UUID

from relaydesk.calendars.contracts import CalendarView, WorkingClock
from relaydesk.calendars.rules.business_time import business_time
from relaydesk.calendars.rules.working_time import WorkingTime, parse_day, parse_weekly
from relaydesk.platform.cache import cached
from relaydesk.platform.errors import NotFound
from relaydesk.platform.sql import hot_cursor

_ALL = """
SELECT c.id, c.name, c.name_en, c.timezone, c.weekly::text,
       (SELECT coalesce(json_agg(json_build_array(d.date, d.intervals) ORDER BY d.date), '[]')::text
          FROM calendars_calendarday d WHERE d.calendar_id = c.id)
  FROM calendars_calendar c ORDER BY c.is_default DESC, c.name
"""


@cached(seconds=1)
def all_calendars() -> dict[UUID, CalendarView]:
    """Every calendar by id, by one statement. The default one comes first."""
    with hot_cursor() as cursor:
        cursor.execute(_ALL)
        rows = cursor.fetchall()
    return {
        ident: CalendarView(
            id=ident, name=name, name_en=name_en, timezone=timezone, clock=_clock(timezone, weekly, days)
        )
        for ident, name, name_en, timezone, weekly, days in rows
    }


@lru_cache(maxsize=256)
def _clock(timezone: str, weekly: str, days: str) -> WorkingClock:
    """The clock of a calendar as stored: taking years of holidays apart costs more than reading them."""
    exceptions = tuple(
        (date.fromisoformat(when), parse_day(intervals)) for when, intervals in json.loads(days)
    )
    return business_time(WorkingTime(timezone, parse_weekly(json.loads(weekly)), exceptions))


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
