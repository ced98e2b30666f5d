"""Finding identity numbers, bank cards and telephone numbers among the digits of a text.

A run is digits in groups with little between them (`138-1234 5678`). From each group on, the groups that
follow it are tried together, the surest kind first: identity numbers and cards have check digits, telephone
numbers a plan.
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.rules.checksums import is_bank_card, is_id_number
from relaydesk.privacy.rules.phones import may_begin_phone, phone_shown
from relaydesk.privacy.rules.reading import plain
from relaydesk.privacy.rules.spans import Span

# Blanks, dashes, dots, brackets, and characters without width (mail programs and tricksters).
BETWEEN = r" \t\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad\-\u2010-\u2015\u2212.()\uff08\uff09"
RUN = re.compile(rf"[0-9](?:[{BETWEEN}]{{0,3}}[0-9]){{6,}}[Xx]?")
LEAD = re.compile(rf"\+[{BETWEEN}]?\Z")
GROUP = re.compile(r"[0-9]+[Xx]?")
WIDTHLESS = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
DIGITS = re.compile(r"\d")
# What is left of a masked number must never become part of another one: masking twice changes nothing.
LEFT_BEFORE = re.compile(rf"\*{{4}}[{BETWEEN}]{{0,2}}\Z")
LEFT_AFTER = re.compile(rf"[{BETWEEN}]{{0,2}}\*{{4}}|\*{{3}}(?:@|%40)")
LONGEST_REMAINDER = 8
_WORDS = ("电话", "手机", "联系方式", "传真", "tel", "phone", "mobile", "cell", "fax", "whatsapp")
PHONE_WORDS = tuple(f"{word}{end}" for word in _WORDS for end in ("", "号", "号码", " no", " number"))
AFTER_WORD = " \t:：.=为是+(（"
SHORTEST_PHONE, SHORTEST_CHECKED, MOST_DIGITS = 7, 13, 19
CODE = re.compile(r"(?!x\d{1,6}\b)[A-Za-z]+\d", re.IGNORECASE)


class Group(NamedTuple):
    """Digits that stand together; an identity number's X ends its last group."""

    start: int
    end: int
    digits: str


def numbers(text: str, kinds: Collection[Kind]) -> Iterator[Span]:
    """Find the sensitive numbers of these kinds, in order."""
    readable = plain(text)
    for run in RUN.finditer(readable):
        yield from _in_run(readable, run.start(), run.end(), kinds)


def has_digits(text: str, least: int = 7) -> bool:
    """Tell whether a text has so many digits that there could be a number; costs little."""
    return len(DIGITS.findall(text)) >= least


def _in_run(text: str, start: int, end: int, kinds: Collection[Kind]) -> Iterator[Span]:
    groups = [Group(found.start(), found.end(), found.group()) for found in GROUP.finditer(text, start, end)]
    starred = "*" in text[max(0, start - 7) : end + 7]
    first = 0
    while first < len(groups):
        span, following = _best(text, groups, first, kinds, starred=starred)
        if span is not None:
            yield span
        first = following


def _best(
    text: str, groups: list[Group], first: int, kinds: Collection[Kind], *, starred: bool
) -> tuple[Span | None, int]:
    """The sensitive number that begins with the group `first`, and the group after it."""
    if starred and _is_remainder(text, groups[first]):
        return None, first + 1
    together, windows = "", []
    for place in range(first, len(groups)):
        group = groups[place]
        if starred and place > first and _is_remainder(text, group):
            break
        together += group.digits
        if len(together.rstrip("Xx")) > MOST_DIGITS:
            break
        if len(together) >= SHORTEST_PHONE:
            windows.append((place, together))
    begin = len(groups[first].digits)
    for place, digits in reversed(windows):  # the longest: less would leave digits readable
        if len(digits) < SHORTEST_CHECKED:
            continue
        shown = _checked(digits, begin, place - first + 1, kinds)
        if shown is None and not digits.isdigit():
            digits = digits[:-1]
            shown = _checked(digits, begin, place - first + 1, kinds)
        if shown is None:
            continue
        written = groups[first : place + 1]
        end = written[-1].start + len(digits) - sum(len(group.digits) for group in written[:-1])
        if _tight(text, written) and not _code_follows(text, end):
            return Span(written[0].start, end, shown), place + 1
    if Kind.PHONE in kinds:
        return _phone(text, groups, first, windows)
    return None, first + 1


def _checked(digits: str, begin: int, groups: int, kinds: Collection[Kind]) -> str | None:
    """What is shown of a number whose check digit is right; a card begins with four digits together."""
    if Kind.ID_NUMBER in kinds and is_id_number(digits):
        return f"{digits[:6]}********{digits[-4:]}"
    apart = begin < 4 and groups < len(digits)
    if Kind.BANK_CARD in kinds and digits.isdigit() and not apart and is_bank_card(digits):
        return f"{digits[:4]} **** **** {digits[-4:]}"
    return None


def _phone(
    text: str, groups: list[Group], first: int, windows: list[tuple[int, str]]
) -> tuple[Span | None, int]:
    if not windows:
        return None, first + 1
    begin = groups[first].start
    plus = "+" in text[max(0, begin - 3) : begin] and LEAD.search(text, max(0, begin - 3), begin) is not None
    named = first == 0 and _is_named(text[max(0, begin - 24) : begin])
    if not (plus or named) and not may_begin_phone(windows[0][1]):
        return None, first + 1
    if not named and begin and text[begin - 1].isascii() and text[begin - 1].isalpha():
        return None, first + 1
    for place, together in reversed(windows):
        digits = together.rstrip("Xx")
        end = groups[place].end - (len(together) - len(digits))
        sizes = [len(group.digits) for group in groups[first : place + 1]]
        shown = phone_shown(digits, sizes, plus=plus, named=named)
        if shown is not None and not _code_follows(text, end):
            return _balanced(text, Span(begin, end, shown)), place + 1
    return None, first + 1


def _is_named(before: str) -> bool:
    """Whether a word such as "phone" stands right before."""
    return before.rstrip(AFTER_WORD).lower().endswith(PHONE_WORDS)


def _balanced(text: str, span: Span) -> Span:
    """Take the bracket before the number with it when its partner is inside: `(010) 8765 4321`."""
    if text.count(")", span.start, span.end) > text.count("(", span.start, span.end):
        for lead in ("(+", "("):
            if text.endswith(lead, 0, span.start):
                return Span(span.start - len(lead), span.end, lead[1:] + span.shown)
    return span


def _tight(text: str, written: list[Group]) -> bool:
    """Whether at most one visible character stands between the groups, as on a card."""
    return all(len(WIDTHLESS.sub("", text[left.end : right.start])) <= 1 for left, right in pairwise(written))


def _is_remainder(text: str, group: Group) -> bool:
    if len(group.digits) > LONGEST_REMAINDER:
        return False
    return (
        LEFT_BEFORE.search(text, max(0, group.start - 6), group.start) is not None
        or LEFT_AFTER.match(text, group.end) is not None
    )


def _code_follows(text: str, place: int) -> bool:
    """Digits that go on in letters and digits again are a code; an extension (`x12`) is none."""
    return CODE.match(text, place) is not None
