"""Django application of the module `notifications`."""

from relaydesk.platform.application import ModuleConfig


class NotificationsConfig(ModuleConfig):
    """Registers `notifications` with Django and loads its entry points."""

    name = "relaydesk.notifications"
    label = "notifications"
