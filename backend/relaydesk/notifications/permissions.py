"""Permissions of notifications."""

from enum import StrEnum

from relaydesk.access.contracts import Realm
from relaydesk.access.public import declare_permissions


class NotificationPermission(StrEnum):
    """What one may do beyond one's own list and settings, which everybody has."""

    MANAGE = "notifications.manage"


declare_permissions(
    "notifications",
    NotificationPermission,
    realms={NotificationPermission.MANAGE: Realm.SYSTEM},
    names={NotificationPermission.MANAGE: ("管理角色的通知默认值", "Manage the notices of roles")},
)
