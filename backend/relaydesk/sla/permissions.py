"""Permissions of `sla`."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class SlaPermission(StrEnum):
    """What one may do with service levels."""

    READ = "sla.stopwatch.read"
    READ_POLICY = "sla.policy.read"
    MANAGE_POLICY = "sla.policy.manage"


declare_permissions(
    "sla",
    SlaPermission,
    agent={SlaPermission.READ: Scope.ALL, SlaPermission.READ_POLICY: Scope.ALL},
    names={
        SlaPermission.READ: ("查看计时", "See stopwatches"),
        SlaPermission.READ_POLICY: ("查看时效策略", "See service-level policies"),
        SlaPermission.MANAGE_POLICY: ("管理时效策略", "Manage service-level policies"),
    },
)
