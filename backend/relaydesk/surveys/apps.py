"""Django application of the module `surveys`."""

from relaydesk.platform.application import ModuleConfig


class SurveysConfig(ModuleConfig):
    """Registers `surveys` with Django and loads its entry points."""

    name = "relaydesk.surveys"
    label = "surveys"
