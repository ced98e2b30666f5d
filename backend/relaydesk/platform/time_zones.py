"""The names that the time zone database knows."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """Give all names, read once in a process: the database is a folder of hundreds of files."""
    return frozenset(available_timezones())
