"""Django application of the module `portal`."""

from relaydesk.platform.application import ModuleConfig


class PortalConfig(ModuleConfig):
    """Registers `portal` with Django and loads its entry points."""

    name = "relaydesk.portal"
    label = "portal"
