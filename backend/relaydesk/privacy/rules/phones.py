"""Telephone numbers: the Chinese numbering plan, and international numbers by their plus sign (E.164)."""

import re
from collections.abc import Sequence

MOBILE = re.compile(r"1[3-9]\d{9}")
# Area codes: 10 and 2x have eight digits after them, the others seven or eight; no number begins with 0 or 1.
LANDLINE = re.compile(r"0(10|2[0-9]|[3-9][0-9]{2})([2-9]\d{6,7})")
SERVICE = re.compile(r"(?:86)?[48]00\d{7}|95\d{3,6}|12\d{3,4}")
# Country codes with one and with three digits (ITU-T E.164); all others have two.
ONE_DIGIT = frozenset("17")
THREE_DIGITS = frozenset(
    map(str, (21, 22, 23, 24, 25, 26, 29, 35, 37, 38, 42, 50, 59, 67, 68, 69, 80, 85, 87, 88, 96, 97, 99))
)
LEAST_GROUP = 2


def may_begin_phone(digits: str) -> bool:
    """A quick no: a number of the Chinese plan, or with 00 before its country code, begins so."""
    return digits[0] == "0" or (digits[0] == "1" and digits[1] > "2") or digits.startswith("86")


def phone_shown(digits: str, sizes: Sequence[int], *, plus: bool, named: bool) -> str | None:
    """What is shown of a telephone number, or None when the digits are none.

    Args:
        digits: all digits together, without the plus sign.
        sizes: how many stand together in each group as written.
        plus: a plus sign stands before them.
        named: a word such as "phone" stands before them, which makes any number of 7 to 15 digits one.
    """
    if len(digits) < 7 or len(digits) > 17:
        return None
    if plus:
        return _international(digits)
    if digits.startswith("0086"):
        return _chinese(digits[4:], before="0086 ")
    if digits.startswith("86") and MOBILE.fullmatch(digits[2:]):
        return _chinese(digits[2:], before="86 ")
    if digits.startswith("00") and digits[2] != "0" and len(sizes) > 1 and len(digits) >= 11:
        shown = _international(digits[2:])
        return None if shown is None else f"00{shown}"
    if _plausible(sizes):
        shown = _chinese(digits, before="")
        if shown is not None:
            return shown
    if named and len(digits) <= 15 and not SERVICE.fullmatch(digits):
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 10 else f"****{digits[-(len(digits) - 5) :]}"
    return None


def _plausible(sizes: Sequence[int]) -> bool:
    """Whether people write numbers in such groups: few and of some length, or one digit at a time."""
    return (len(sizes) <= 4 and min(sizes) >= LEAST_GROUP and sizes[0] >= 3) or set(sizes) == {1}


def _chinese(digits: str, *, before: str) -> str | None:
    if MOBILE.fullmatch(digits):
        return f"{before}{digits[:3]}****{digits[-4:]}"
    landline = LANDLINE.fullmatch(digits if digits.startswith("0") or not before else f"0{digits}")
    if landline is None or (len(landline[1]) == 2 and len(landline[2]) != 8):
        return None
    return f"{before}0{landline[1]}-****{digits[-4:]}"


def _international(digits: str) -> str | None:
    if digits.startswith("86") and (shown := _chinese(digits[2:], before="86 ")):
        return shown
    if not 8 <= len(digits) <= 15 or digits[0] == "0":
        return None
    length = 1 if digits[0] in ONE_DIGIT else 3 if digits[:2] in THREE_DIGITS else 2
    return f"{digits[:length]} ****{digits[-4:]}"
