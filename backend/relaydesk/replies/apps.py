"""Django application of the module `replies`."""

from relaydesk.platform.application import ModuleConfig


class RepliesConfig(ModuleConfig):
    """Registers `replies` with Django and loads its entry points."""

    name = "relaydesk.replies"
    label = "replies"
