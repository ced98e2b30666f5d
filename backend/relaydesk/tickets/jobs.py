"""What workers do for `tickets`."""

from uuid import UUID

from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job
from relaydesk.tickets.actions import rename_tags
from relaydesk.tickets.actions.broadcast_update import JOB, finish_broadcast, send_next


@job(rename_tags.JOB, lane="bulk", attempts=20)
def rename_tags_everywhere(*, names: list[str], to: str, account_id: str | None, done: int) -> None:
    """Go on renaming tags where it stands."""
    rename_tags.go_on_renaming(names=names, to=to, account_id=account_id, done=done, at=now())


@job(JOB, lane="bulk")
def send_broadcast(*, broadcast_id: str) -> None:
    """Send an update of a major issue to one ticket after the other; begun again, it goes on where it was."""
    ident = UUID(broadcast_id)
    while send_next(ident, at=now()):
        pass
    finish_broadcast(ident, at=now())
