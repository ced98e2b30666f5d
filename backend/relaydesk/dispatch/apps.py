"""Django application of the module `dispatch`."""

from relaydesk.platform.application import ModuleConfig


class DispatchConfig(ModuleConfig):
    """Registers `dispatch` with Django and loads its entry points."""

    name = "relaydesk.dispatch"
    label = "dispatch"
