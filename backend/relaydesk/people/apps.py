"""Django application of the module `people`."""

from relaydesk.platform.application import ModuleConfig


class PeopleConfig(ModuleConfig):
    """Registers `people` with Django and loads its entry points."""

    name = "relaydesk.people"
    label = "people"
