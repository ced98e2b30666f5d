"""Uploads that nobody attached within a day are forgotten."""

from uuid import UUID

from relaydesk.files.actions import FORGET, forget_upload
from relaydesk.platform.timers import DueTimer, timer


@timer(FORGET)
def forget(due: DueTimer) -> None:
    """Forget one upload; an attached one stays."""
    forget_upload(UUID(due.subject.removeprefix("file:")))
