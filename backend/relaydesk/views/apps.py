"""Django application of the module `views`."""

from relaydesk.platform.application import ModuleConfig


class ViewsConfig(ModuleConfig):
    """Registers `views` with Django and loads its entry points."""

    name = "relaydesk.views"
    label = "views"
