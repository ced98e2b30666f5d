"""Which years of public holidays a calendar knows, and when that must worry somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WARN_FROM_MONTH = 11


@dataclass(frozen=True, slots=True)
class CoverageWarning:
    """A year whose public holidays are `missing`, or `provisional`: make-up days not announced or not
    entered yet.
    """

    year: int
    state: str


def warnings(region: str, years: Mapping[int, str], today: date) -> tuple[CoverageWarning, ...]:
    """Tell which years need somebody's attention.

    The present year always; the next one from November on, when the State Council has announced it.
    `years` maps a year to "announced" or "provisional". A calendar without a region keeps no public holidays.
    """
    if not region:
        return ()
    wanted = [today.year] + ([today.year + 1] if today.month >= WARN_FROM_MONTH else [])
    states = ((year, years.get(year, "missing")) for year in wanted)
    return tuple(CoverageWarning(year, state) for year, state in states if state != "announced")
