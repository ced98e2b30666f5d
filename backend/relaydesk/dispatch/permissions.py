"""Permissions of `dispatch`."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class DispatchPermission(StrEnum):
    """What one may do with dispatch; the ticket's own scope decides for which tickets."""

    READ = "dispatch.decision.read"
    DISPATCH = "dispatch.ticket.dispatch"
    READ_DUTY = "dispatch.duty.read"
    MANAGE_DUTY = "dispatch.duty.manage"


declare_permissions(
    "dispatch",
    DispatchPermission,
    agent={
        DispatchPermission.READ: Scope.ALL,
        DispatchPermission.DISPATCH: Scope.ALL,
        DispatchPermission.READ_DUTY: Scope.ALL,
    },
    names={
        DispatchPermission.READ: ("查看派单依据", "See how tickets were dispatched"),
        DispatchPermission.DISPATCH: ("重新派单", "Dispatch again"),
        DispatchPermission.READ_DUTY: ("查看值守与容量", "See duty and capacity"),
        DispatchPermission.MANAGE_DUTY: ("管理值守与容量", "Manage duty and capacity"),
    },
)
