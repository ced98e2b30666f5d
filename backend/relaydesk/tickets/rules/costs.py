"""What a line of costs comes to, and the sums. Decimals throughout: money is never a float."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def amount_of(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """Quantity times price, rounded half up to two decimals, as it stands on a bill."""
    return (quantity * unit_price).quantize(CENT, rounding=ROUND_HALF_UP)


def totals(lines: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The sum of amounts for each currency, in the order of their names; currencies are never added up."""
    sums: dict[str, Decimal] = defaultdict(lambda: Decimal("0.00"))
    for currency, amount in lines:
        sums[currency] += amount
    return dict(sorted(sums.items()))


def share_done(done: int, total: int) -> int | None:
    """Done things as whole per cent, rounded down so that 100 means all; None when there is nothing to do."""
    return None if total == 0 else done * 100 // total
