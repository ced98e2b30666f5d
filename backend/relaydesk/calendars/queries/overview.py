"""Calendars as the settings screen shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from relaydesk.calendars.models import Calendar, CalendarDay, CalendarYear
from relaydesk.calendars.rules.coverage import CoverageWarning, warnings
from relaydesk.platform.clock import now
from relaydesk.platform.errors import NotFound


@dataclass(frozen=True, slots=True)
class CalendarOverview:
    """A calendar with the years it knows and what to worry about."""

    id: UUID
    name: str
    name_en: str
    timezone: str
    region: str
    is_default: bool
    weekly: dict[str, Any]
    years: dict[int, str]
    warnings: tuple[CoverageWarning, ...]


def overview() -> list[CalendarOverview]:
    """All calendars, the default one first."""
    years: dict[UUID, dict[int, str]] = {}
    for row in CalendarYear.objects.order_by("year"):
        years.setdefault(row.calendar_id, {})[row.year] = "announced" if row.announced else "provisional"
    return [
        CalendarOverview(
            id=row.id,
            name=row.name,
            name_en=row.name_en,
            timezone=row.timezone,
            region=row.region,
            is_default=row.is_default,
            weekly=row.weekly,
            years=years.get(row.id, {}),
            warnings=warnings(
                row.region, years.get(row.id, {}), now().astimezone(ZoneInfo(row.timezone)).date()
            ),
        )
        for row in Calendar.objects.order_by("-is_default", "name")
    ]


def one(calendar_id: UUID) -> CalendarOverview:
    """One calendar. Raises `NotFound`."""
    for found in overview():
        if found.id == calendar_id:
            return found
    raise NotFound("no such calendar")


def days_of(calendar_id: UUID, year: int) -> list[CalendarDay]:
    """The days of one year that differ from the weekly pattern, in order."""
    return list(
        CalendarDay.objects.filter(
            calendar_id=calendar_id, date__range=(date(year, 1, 1), date(year, 12, 31))
        ).order_by("date")
    )
