"""The door of `calendars`."""

from uuid import UUID

from relaydesk.calendars.contracts import CalendarView
from relaydesk.calendars.queries import definitions


def calendar(calendar_id: UUID) -> CalendarView:
    """One calendar with its clock, at most a second old. Raises `NotFound`."""
    return definitions.calendar(calendar_id)


def default_calendar() -> CalendarView:
    """The calendar that is used where none is named. Raises `NotFound` when there is none at all."""
    return definitions.default_calendar()
