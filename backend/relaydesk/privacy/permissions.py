"""Permissions of `privacy`."""

from enum import StrEnum

from relaydesk.access.contracts import Realm, Scope
from relaydesk.access.public import declare_permissions


class PrivacyPermission(StrEnum):
    """What one may do about masked values."""

    REVEAL = "privacy.reveal"
    MANAGE = "privacy.manage"


P = PrivacyPermission
declare_permissions(
    "privacy",
    PrivacyPermission,
    realms={P.MANAGE: Realm.SECURITY},
    roles={"manager": {P.REVEAL: Scope.ALL}},
    names={
        P.REVEAL: ("查看脱敏内容的明文", "See a masked value in full"),
        P.MANAGE: ("管理脱敏策略", "Manage what is masked"),
    },
)
