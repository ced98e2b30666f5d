"""Django application of the module `workbench`."""

from relaydesk.platform.application import ModuleConfig


class WorkbenchConfig(ModuleConfig):
    """Registers `workbench` with Django and loads its entry points."""

    name = "relaydesk.workbench"
    label = "workbench"
