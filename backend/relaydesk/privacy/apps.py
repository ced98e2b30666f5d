"""Django application of the module `privacy`."""

from relaydesk.platform.application import ModuleConfig


class PrivacyConfig(ModuleConfig):
    """Registers `privacy` with Django and loads its entry points."""

    name = "relaydesk.privacy"
    label = "privacy"
