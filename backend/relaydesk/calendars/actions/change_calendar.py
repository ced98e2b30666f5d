"""Change a calendar's name, time zone or weekly pattern."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.calendars.events import CalendarChanged
from relaydesk.calendars.models import Calendar
from relaydesk.calendars.rules.working_time import BadPattern, NoWorkingTime, WorkingTime, parse_weekly
from relaydesk.platform import cache, events
from relaydesk.platform.errors import Invalid, NotFound


def locked(calendar_id: UUID) -> Calendar:
    """Give the calendar's row, locked. Raises `NotFound`."""
    row = Calendar.objects.select_for_update().filter(id=calendar_id).first()
    if row is None:
        raise NotFound("no such calendar")
    return row


def record_change(actor: Actor, row: Calendar, what: str, at: datetime, date: str | None = None) -> None:
    """Record the change and let this process forget the old calendar at once."""
    change = CalendarChanged(calendar_id=row.id, what=what, date=date)
    events.record(change, actor=actor.ref, subject=f"calendar:{row.id}", at=at)
    transaction.on_commit(cache.clear_all)


@transaction.atomic
def change_calendar(
    *,
    actor: Actor,
    at: datetime,
    calendar_id: UUID,
    name: str | None = None,
    name_en: str | None = None,
    timezone: str | None = None,
    weekly: Mapping[str, Sequence[Sequence[str]]] | None = None,
) -> None:
    """Change what is given.

    Raises:
        NotFound: no such calendar.
        Invalid: an unknown time zone, a pattern that means nothing, or one without any working time.
    """
    row = locked(calendar_id)
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.timezone = row.timezone if timezone is None else timezone
    row.weekly = (
        row.weekly if weekly is None else {day: [list(pair) for pair in weekly[day]] for day in weekly}
    )
    try:
        WorkingTime(row.timezone, parse_weekly(row.weekly))
    except NoWorkingTime as error:
        raise Invalid.field("weekly", "no_working_time", str(error)) from error
    except BadPattern as error:
        field = "timezone" if "time zone" in str(error) else "weekly"
        raise Invalid.field(field, "bad_pattern", str(error)) from error
    row.save()
    record_change(actor, row, "pattern", at)
