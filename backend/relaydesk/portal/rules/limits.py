"""How often strangers may do what costs us something.

An anonymous form makes the system send mail to an address that anybody can type, so it is limited by source,
by address and as a whole (security list I: the spam waves of 2025 and 2026 against helpdesks).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in each window of `window`."""

    name: str
    times: int
    window: timedelta


REQUESTS_PER_SOURCE = Limit("requests.source", 30, timedelta(hours=1))
REQUESTS_PER_ADDRESS = Limit("requests.address", 10, timedelta(hours=1))
REQUESTS_ALL = Limit("requests.all", 2000, timedelta(hours=1))
ANSWERS_PER_LINK = Limit("answers.link", 30, timedelta(minutes=10))
ANSWERS_PER_SOURCE = Limit("answers.source", 120, timedelta(minutes=10))
FILES_PER_LINK = Limit("files.link", 60, timedelta(hours=1))
FILES_PER_SOURCE = Limit("files.source", 200, timedelta(hours=1))
FORM_FILES_PER_SOURCE = Limit("form_files.source", 60, timedelta(hours=1))
READS_PER_LINK = Limit("reads.link", 120, timedelta(minutes=1))
WRONG_LINKS_PER_SOURCE = Limit("wrong_links.source", 60, timedelta(minutes=1))


def seconds_to_wait(limit: Limit, *, used: int, window_started_at: datetime, at: datetime) -> int | None:
    """Tell whether one more was too many.

    Args:
        used: how often in this window, this time included.
        window_started_at: when the window began.
        at: now.

    Returns:
        None when it was allowed, else the whole seconds until the window ends, at least 1.
    """
    if used <= limit.times:
        return None
    return max(1, ceil((window_started_at + limit.window - at).total_seconds()))
