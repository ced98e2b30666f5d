"""Django application of the module `access`."""

from relaydesk.platform.application import ModuleConfig


class AccessConfig(ModuleConfig):
    """Registers `access` with Django and loads its entry points."""

    name = "relaydesk.access"
    label = "access"
