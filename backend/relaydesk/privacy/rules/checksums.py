"""Checksums that tell an identity number or a bank card from any other number."""

from datetime import date

# The first two digits of an administrative division code (GB/T 2260); 81 to 83 are residence permits of
# Hong Kong, Macao and Taiwan residents, 9xxxxx are foreigners' permanent residence cards (since 2023).
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
FIRST_YEAR, LAST_YEAR = 1850, 2099


def is_id_number(number: str) -> bool:
    """Tell whether 18 characters are a citizen's number: region, birth, check digit (GB 11643-1999)."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    if number[:2] not in PROVINCES and number[0] != "9":
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECK[total % 11] == number[17].upper()


def is_bank_card(number: str) -> bool:
    """Tell whether digits are a card number: issuer and Luhn's check digit (ISO/IEC 7812)."""
    if not 13 <= len(number) <= 19 or not _issued(number):
        return False
    odd = sum(map(int, number[-1::-2]))
    even = sum(DOUBLED[int(digit)] for digit in number[-2::-2])
    return (odd + even) % 10 == 0


def _issued(number: str) -> bool:
    """3 to 6: Amex, Diners, JCB, Visa, Mastercard, Maestro, UnionPay; 81, 9: UnionPay; 2221-2720: Mastercard.

    Numbers that begin with a year of ours, as those of orders do, are nobody's.
    """
    if number[0] in "3456" or number[:2] == "81":
        return True
    if number[0] == "9":
        return len(number) >= 16
    return len(number) == 16 and 2221 <= int(number[:4]) <= 2720
