"""Permissions of `calendars`."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class CalendarPermission(StrEnum):
    """What one may do with calendars."""

    READ = "calendars.calendar.read"
    MANAGE = "calendars.calendar.manage"


declare_permissions(
    "calendars",
    CalendarPermission,
    agent={CalendarPermission.READ: Scope.ALL},
    names={
        CalendarPermission.READ: ("查看日历", "See calendars"),
        CalendarPermission.MANAGE: ("管理日历", "Manage calendars"),
    },
)
