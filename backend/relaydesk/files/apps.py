"""Django application of the module `files`."""

from relaydesk.platform.application import ModuleConfig


class FilesConfig(ModuleConfig):
    """Registers `files` with Django and loads its entry points."""

    name = "relaydesk.files"
    label = "files"
