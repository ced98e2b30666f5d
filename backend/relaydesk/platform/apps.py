"""Django application of the module `platform`."""

from relaydesk.platform.application import ModuleConfig


class PlatformConfig(ModuleConfig):
    """Registers `platform` with Django and loads its entry points."""

    name = "relaydesk.platform"
    label = "platform"
