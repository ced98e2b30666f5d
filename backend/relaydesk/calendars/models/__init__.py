"""Tables of `calendars`."""

from relaydesk.calendars.models.calendar import Calendar, CalendarDay, CalendarYear

__all__ = ["Calendar", "CalendarDay", "CalendarYear"]
