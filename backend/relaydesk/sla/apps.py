"""Django application of the module `sla`."""

from relaydesk.platform.application import ModuleConfig


class SlaConfig(ModuleConfig):
    """Registers `sla` with Django and loads its entry points."""

    name = "relaydesk.sla"
    label = "sla"
