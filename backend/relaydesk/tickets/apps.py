"""Django application of the module `tickets`."""

from relaydesk.platform.application import ModuleConfig


class TicketsConfig(ModuleConfig):
    """Registers `tickets` with Django and loads its entry points."""

    name = "relaydesk.tickets"
    label = "tickets"
