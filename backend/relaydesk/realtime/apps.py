"""Django application of the module `realtime`."""

from relaydesk.platform.application import ModuleConfig


class RealtimeConfig(ModuleConfig):
    """Registers `realtime` with Django and loads its entry points."""

    name = "relaydesk.realtime"
    label = "realtime"
