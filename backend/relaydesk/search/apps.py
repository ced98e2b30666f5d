"""Django application of the module `search`."""

from relaydesk.platform.application import ModuleConfig


class SearchConfig(ModuleConfig):
    """Registers `search` with Django and loads its entry points."""

    name = "relaydesk.search"
    label = "search"
