"""Django application of the module `calendars`."""

from relaydesk.platform.application import ModuleConfig


class CalendarsConfig(ModuleConfig):
    """Registers `calendars` with Django and loads its entry points."""

    name = "relaydesk.calendars"
    label = "calendars"
