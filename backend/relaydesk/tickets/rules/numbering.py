"""Ticket numbers from a pattern, for instance `GD{yyyy}{mm}-{seq:5}`."""

import re
from datetime import datetime

_PLACE = re.compile(r"\{(yyyy|yy|mm|dd|seq(?::(\d{1,2}))?)\}")


def make_number(pattern: str, *, sequence: int, at: datetime) -> str:
    """Fill a pattern.

    Args:
        pattern: places are {yyyy}, {yy}, {mm}, {dd} and {seq} or {seq:N}, padded with zeros to N
            digits; a longer number is never cut, so that it stays unique.
        sequence: never given out twice.
        at: when the ticket is opened; the date is UTC's.
    """

    def fill(match: re.Match[str]) -> str:
        place = match[1]
        if place.startswith("seq"):
            return f"{sequence:0{int(match[2] or 1)}d}"
        if place == "yyyy":
            return f"{at.year:04d}"
        return f"{ {'yy': at.year % 100, 'mm': at.month, 'dd': at.day}[place]:02d}"

    return _PLACE.sub(fill, pattern)


def is_usable(pattern: str) -> bool:
    """Whether a pattern makes unique numbers: the sequence once, and nothing else in braces."""
    places = [match[1] for match in _PLACE.finditer(pattern)]
    rest = _PLACE.sub("", pattern)
    return sum(place.startswith("seq") for place in places) == 1 and not {"{", "}"} & set(rest)
