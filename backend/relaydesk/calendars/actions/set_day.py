"""Enter or remove a day that differs from the weekly pattern."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.calendars.actions.change_calendar import locked, record_change
from relaydesk.calendars.models import CalendarDay, CalendarYear
from relaydesk.calendars.rules.working_time import BadPattern, parse_day
from relaydesk.platform.errors import Invalid, NotFound


@transaction.atomic
def set_day(
    *, actor: Actor, at: datetime, calendar_id: UUID, day: date, name: str, intervals: Sequence[Sequence[str]]
) -> None:
    """Enter a day: no intervals for a public holiday, its own working time for a make-up day.

    Raises:
        NotFound: no such calendar.
        Invalid: the intervals mean nothing.
    """
    row = locked(calendar_id)
    try:
        parse_day(intervals)
    except BadPattern as error:
        raise Invalid.field("intervals", "bad_pattern", str(error)) from error
    CalendarDay.objects.update_or_create(
        calendar=row, date=day, defaults={"name": name, "intervals": [list(pair) for pair in intervals]}
    )
    record_change(actor, row, "day", at, day.isoformat())


@transaction.atomic
def remove_day(*, actor: Actor, at: datetime, calendar_id: UUID, day: date) -> None:
    """Let a day follow the weekly pattern again. Raises `NotFound` when it does already."""
    row = locked(calendar_id)
    removed, _ = CalendarDay.objects.filter(calendar=row, date=day).delete()
    if not removed:
        raise NotFound("this day follows the weekly pattern")
    record_change(actor, row, "day", at, day.isoformat())


@transaction.atomic
def mark_year(*, actor: Actor, at: datetime, calendar_id: UUID, year: int, announced: bool) -> None:
    """Say whether a year's public holidays are entered as announced; that ends the warning about it."""
    row = locked(calendar_id)
    CalendarYear.objects.update_or_create(calendar=row, year=year, defaults={"announced": announced})
    record_change(actor, row, "year", at)
