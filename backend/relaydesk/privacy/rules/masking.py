"""Masking a text or a value: what is sensitive is shown as `138****1234`, all else stays as it is."""

import re
from collections.abc import Collection

from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.rules.mail_addresses import addresses
from relaydesk.privacy.rules.numbers import has_digits, numbers
from relaydesk.privacy.rules.spans import replaced

MOST_ROUNDS = 4
NUMBERS = frozenset({Kind.ID_NUMBER, Kind.BANK_CARD, Kind.PHONE})
# A value that is masked already: little is left on both sides of the stars.
MASKED_VALUE = re.compile(r"[^*]{0,9}\*{3,}(?: \*{4})* ?[^*@]{0,4}(?:@[^@]*)?", re.DOTALL)


def mask_text(text: str, kinds: Collection[Kind]) -> str:
    """Hide what is sensitive of these kinds in free text. Masking again changes nothing."""
    if Kind.EMAIL in kinds:
        text = replaced(text, addresses(text))
    if not NUMBERS.isdisjoint(kinds) and has_digits(text):
        # Two numbers without a gap: the stars of one let the other be seen as one, so look again.
        for _ in range(MOST_ROUNDS):
            found = list(numbers(text, kinds))
            if not found:
                break
            text = replaced(text, found)
    return text


def mask_value(kind: Kind, value: str) -> str:
    """Hide a value that is known to be of this kind, whatever it looks like: a field may hold anything."""
    if not value or MASKED_VALUE.fullmatch(value):
        return value
    masked = mask_text(value, {kind})
    if MASKED_VALUE.fullmatch(masked.removeprefix("+")):
        return masked
    bare = value.strip()
    if len(bare) <= 4:
        return "****"
    if kind is Kind.EMAIL:
        return f"{bare[0]}***"
    shown = min(3, len(bare) // 4)
    return f"{bare[:shown]}****{bare[-shown:]}" if "*" not in bare else "****"
