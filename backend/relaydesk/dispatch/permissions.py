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
)
