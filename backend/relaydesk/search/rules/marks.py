"""Marks: terms of an entry that nobody types. They say where its ticket lies and when it changed last.

They let the index of words itself leave out what lies outside the reader's reach or far back, so that of a
common word only some hundred entries are looked at. They only narrow: what is shown is asked of the ticket's
row, which no index is behind. Ids are cut short; two that meet by chance cost a look.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from relaydesk.search.rules.documents import quoted

# A sign that no typed term has, and a letter for each kind.
DAY, DEPARTMENT, TEAM, ASSIGNEE = "=d", "=p", "=t", "=a"
CATEGORY, TYPE, CHANNEL = "=c", "=y", "=h"


def day(changed_at: datetime) -> str:
    """The mark of the day of the last change."""
    return f"{DAY}{changed_at.astimezone(UTC):%Y%m%d}"


def place(kind: str, ident: UUID | None) -> str:
    """The mark of a department, team or agent; of none its kind alone."""
    return f"{kind}{str(ident)[-12:]}" if ident else kind


def stored(marks: Iterable[str]) -> str:
    """Marks as part of a `tsvector` in text form; without weights, so that they count for no place."""
    return " ".join(quoted(mark) for mark in sorted(marks))


def any_of(marks: Collection[str]) -> str:
    """One of these, as part of a `tsquery` in text form; one ending in `*` is a beginning."""
    asked = (f"{quoted(one[:-1])}:*" if one.endswith("*") else quoted(one) for one in marks)
    return f"({' | '.join(asked)})"


def changed_since(first: date, today: date) -> list[str]:
    """The marks of all days from `first` on: single days of its month, later months whole."""
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = today + timedelta(days=1)  # clocks of several machines may differ
    days = (min(following, last + timedelta(days=1)) - first).days
    found = [f"{DAY}{first + timedelta(days=n):%Y%m%d}" for n in range(days)]
    month = following
    while month <= last:
        found.append(f"{DAY}{month:%Y%m}*")
        month = (month + timedelta(days=32)).replace(day=1)
    return found
