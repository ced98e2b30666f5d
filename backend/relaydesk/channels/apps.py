"""Django application of the module `channels`."""

from relaydesk.platform.application import ModuleConfig


class ChannelsConfig(ModuleConfig):
    """Registers `channels` with Django and loads its entry points."""

    name = "relaydesk.channels"
    label = "channels"
