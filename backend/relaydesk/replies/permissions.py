"""What may be granted on replies."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class ReplyPermission(StrEnum):
    """Permissions of this module; each is granted with a scope."""

    SHARE = "replies.share"


P = ReplyPermission

declare_permissions(
    "replies",
    ReplyPermission,
    names={P.SHARE: ("管理共享的快捷回复", "Manage shared saved replies")},
    roles={"manager": {P.SHARE: Scope.TEAM}},
)
