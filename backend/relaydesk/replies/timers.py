"""Planned replies are sent at their instant."""

from uuid import UUID

from relaydesk.platform.timers import DueTimer, timer
from relaydesk.replies.actions.planned import SEND, send_due


@timer(SEND)
def send(due: DueTimer) -> None:
    """Send one planned reply; one that was taken back is gone."""
    send_due(reply_id=UUID(due.subject.removeprefix("planned-reply:")), at=due.fired_at)
