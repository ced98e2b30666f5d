"""Uploads that nobody attached within a day are forgotten; exports die after a week."""

from uuid import UUID

from relaydesk.files.actions import FORGET, forget_upload
from relaydesk.files.exports import EXPIRE, expire_export
from relaydesk.platform.timers import DueTimer, timer


@timer(FORGET)
def forget(due: DueTimer) -> None:
    """Forget one upload; an attached one stays."""
    forget_upload(UUID(due.subject.removeprefix("file:")))


@timer(EXPIRE)
def expire(due: DueTimer) -> None:
    """Throw the file of one export away."""
    expire_export(UUID(due.subject.removeprefix("export:")))
