"""What the planner's statistics say of tickets: which words are common, and when most changed last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from relaydesk.platform.cache import cached
from relaydesk.platform.sql import hot_cursor

FEW = 20_000
"""In a house with fewer tickets nothing is narrowed by time."""

LATELY = 0.2
"""Days in which a larger share of the tickets changed are not worth naming: the index must join them."""

_SPREAD = """
SELECT (SELECT c.reltuples FROM pg_class c WHERE c.oid = to_regclass('search_ticketentry')),
       (SELECT s.histogram_bounds::text::timestamptz[] FROM pg_stats s
         WHERE s.schemaname = current_schema() AND s.tablename = 'tickets_ticket'
           AND s.attname = 'updated_at'),
       (SELECT s.most_common_elems::text::text[] FROM pg_stats s
         WHERE s.schemaname = current_schema() AND s.tablename = 'search_ticketentry'
           AND s.attname = 'document'),
       (SELECT s.most_common_elem_freqs FROM pg_stats s
         WHERE s.schemaname = current_schema() AND s.tablename = 'search_ticketentry'
           AND s.attname = 'document')
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Which share of how many entries has a common term; when the tickets changed last, in equal parts."""

    entries: float
    bounds: Sequence[datetime]
    common: Mapping[str, float]

    def share(self, groups: Sequence[Sequence[str]]) -> float:
        """About which share of the entries has all terms of all groups; rather too much than too little."""
        least = min(self.common.values(), default=1.0)
        return min((self._share(term, least) for group in groups for term in group), default=1.0)

    def share_of_any(self, terms: Sequence[str] | None) -> float:
        """About which share of the entries has any of these terms; None stands for no condition."""
        least = min(self.common.values(), default=1.0)
        return 1.0 if terms is None else min(1.0, sum(self._share(term, least) for term in terms) or 1.0)

    def _share(self, term: str, least: float) -> float:
        if not term.endswith("*") or len(term) == 1:
            return self.common.get(term, least)
        start = term[:-1]
        return min(1.0, sum(share for one, share in self.common.items() if one.startswith(start)) or least)

    def first_day(self, rows: float, until: datetime) -> date | None:
        """Since when about so many tickets changed last before `until`; None where that is far back."""
        later = sum(bound > until for bound in self.bounds) / len(self.bounds)
        share = later + rows / self.entries
        if share > later + (1 - later) * LATELY:
            return None
        return self.bounds[int((1 - share) * (len(self.bounds) - 1))].astimezone(UTC).date()


@cached(seconds=300)
def spread() -> Spread | None:
    """At most five minutes old; None in a small house, or before statistics are there."""
    with hot_cursor() as cursor:
        cursor.execute(_SPREAD)
        entries, bounds, terms, shares = cursor.fetchone()
    if not entries or entries < FEW or not bounds or not terms:
        return None
    return Spread(entries, tuple(bounds), dict(zip(terms, shares, strict=False)))
