"""Permissions of `audit`: they belong to the auditor, and to nobody who administers anything else."""

from enum import StrEnum

from relaydesk.access.contracts import Realm
from relaydesk.access.public import declare_permissions


class AuditPermission(StrEnum):
    """What one may do with the record."""

    READ = "audit.read"
    EXPORT = "audit.export"
    MANAGE = "audit.manage"


P = AuditPermission
declare_permissions(
    "audit",
    AuditPermission,
    realms=dict.fromkeys(AuditPermission, Realm.AUDIT),
    names={
        P.READ: ("查看审计记录", "Read the record"),
        P.EXPORT: ("导出审计记录", "Export the record"),
        P.MANAGE: ("管理保存期限与完整性校验", "Set how long the record is kept, and verify it"),
    },
)
