"""When a requester is asked, and how long he may answer."""

from datetime import datetime, timedelta

PAUSE = timedelta(days=14)
OPEN_FOR = timedelta(days=30)
CHANGEABLE_FOR = timedelta(days=7)
SCORES = range(1, 6)
MAX_COMMENT = 2000


def should_ask(*, last_sent_at: datetime | None, answered: bool, at: datetime) -> bool:
    """Tell whether solving a ticket at `at` asks its requester.

    Not again within fourteen days, and never again once he has answered for this ticket.
    """
    if answered:
        return False
    return last_sent_at is None or at - last_sent_at >= PAUSE


def may_answer(*, expires_at: datetime, answered_at: datetime | None, at: datetime) -> bool:
    """Tell whether an answer is taken at `at`: until the survey expires, and a change within seven days."""
    if answered_at is not None:
        return at < answered_at + CHANGEABLE_FOR
    return at < expires_at


def may_see(*, expires_at: datetime, answered_at: datetime | None, at: datetime) -> bool:
    """Tell whether the link still opens: until it expires, or as long as an answer can be changed."""
    return at < expires_at or may_answer(expires_at=expires_at, answered_at=answered_at, at=at)
