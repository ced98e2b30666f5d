"""Django application of the module `audit`."""

from relaydesk.platform.application import ModuleConfig


class AuditConfig(ModuleConfig):
    """Registers `audit` with Django and loads its entry points."""

    name = "relaydesk.audit"
    label = "audit"
