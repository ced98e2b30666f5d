"""Time as the API shows it."""

from datetime import datetime

from relaydesk.platform.http.schemas import Out


class TimeLeft(Out):
    """Working minutes, at the instant `at`, until the next due instant; negative after it.

    `counting` tells whether they are passing then: the calendar is open.
    """

    minutes: int
    counting: bool
    at: datetime


class Stopwatch(Out):
    """One SLA measure; durations in working minutes."""

    measure: str
    state: str
    due_at: datetime | None
    target_minutes: int
    elapsed_minutes: int
    remaining_minutes: int | None
    breached_at: datetime | None
    completed_at: datetime | None
