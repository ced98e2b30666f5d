"""What may be granted on channels."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class ChannelPermission(StrEnum):
    """Permissions of this module. Outbox and intake show mail of every ticket, so only administrators hold
    them.
    """

    OUTBOX = "channels.outbox"
    INTAKE = "channels.intake"
    ORIGINAL = "channels.original"


declare_permissions("channels", ChannelPermission, agent={ChannelPermission.ORIGINAL: Scope.DEPARTMENT})
