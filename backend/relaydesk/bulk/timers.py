"""Instants at which something ends: the time to undo, and the history."""

from uuid import UUID

from relaydesk.bulk.actions.settling import FORGET, SETTLE, forget, settle
from relaydesk.platform.timers import DueTimer, timer


@timer(SETTLE)
def settle_change(due: DueTimer) -> None:
    """The time to undo a change is over."""
    settle(_id(due), due.fired_at)


@timer(FORGET)
def forget_change(due: DueTimer) -> None:
    """A change is a month old."""
    forget(_id(due))


def _id(due: DueTimer) -> UUID:
    return UUID(due.subject.rpartition(":")[2])
