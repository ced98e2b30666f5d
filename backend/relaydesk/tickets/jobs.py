"""What workers do for `tickets`."""

from uuid import UUID

from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job
from relaydesk.tickets.actions.broadcast_update import JOB, finish_broadcast, send_next


@job(JOB, lane="bulk")
def send_broadcast(*, broadcast_id: str) -> None:
    """Send an update of a major issue to one ticket after the other; begun again, it goes on where it was."""
    ident = UUID(broadcast_id)
    while send_next(ident, at=now()):
        pass
    finish_broadcast(ident, at=now())
