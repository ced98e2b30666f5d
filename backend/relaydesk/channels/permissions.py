"""What may be granted on channels."""

from enum import StrEnum

from relaydesk.access.contracts import Realm, Scope
from relaydesk.access.public import declare_permissions


class ChannelPermission(StrEnum):
    """Permissions of this module. Outbox and intake show mail of every ticket, so only administrators hold
    them.
    """

    OUTBOX = "channels.outbox"
    INTAKE = "channels.intake"
    ORIGINAL = "channels.original"


declare_permissions(
    "channels",
    ChannelPermission,
    agent={ChannelPermission.ORIGINAL: Scope.DEPARTMENT},
    realms={ChannelPermission.OUTBOX: Realm.SYSTEM, ChannelPermission.INTAKE: Realm.SYSTEM},
    names={
        ChannelPermission.OUTBOX: ("查看与重发外发邮件", "See and resend outgoing mail"),
        ChannelPermission.INTAKE: ("查看与重试来信", "See and retry incoming mail"),
        ChannelPermission.ORIGINAL: ("查看原始邮件", "See original mails"),
    },
)
