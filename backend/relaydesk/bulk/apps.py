"""Django application of the module `bulk`."""

from relaydesk.platform.application import ModuleConfig


class BulkConfig(ModuleConfig):
    """Registers `bulk` with Django and loads its entry points."""

    name = "relaydesk.bulk"
    label = "bulk"
