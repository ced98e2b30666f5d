"""What may be granted on tickets."""

from enum import StrEnum

from relaydesk.access.contracts import Scope
from relaydesk.access.public import declare_permissions


class TicketPermission(StrEnum):
    """Permissions of this module; each is granted with a scope."""

    READ = "tickets.read"
    WRITE = "tickets.write"


declare_permissions(
    "tickets",
    TicketPermission,
    agent={TicketPermission.READ: Scope.DEPARTMENT, TicketPermission.WRITE: Scope.DEPARTMENT},
)
