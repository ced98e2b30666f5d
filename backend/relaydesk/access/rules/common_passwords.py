"""Passwords that are tried first, recognised offline.

The list is kept as what it is made of: words, numbers people are fond of, years, dates, walks over the
keyboard. A password is on it when, case-folded and with look-alike digits undone, it is one or two words with
such a number before or after, a walk, a date, a telephone number or a repetition. `entries` writes a part of
the list out.
"""

import re
from collections.abc import Iterator
from functools import cache

from relaydesk.access.rules.common_words import ENGLISH, NUMBERS, PINYIN

LONGEST = 40
PUNCTUATION = "!@#$%^&*._-+=?~,。！ "
LOOK_ALIKES = (
    str.maketrans("0134578@$!9+|", "oieastbasigti"),
    str.maketrans("0134578@$!9+|", "oleastbaslgtl"),
)
ROWS = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "!@#$%^&*()_+",
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "!qaz@wsx#edc$rfv",
    "1a2b3c4d5e6f7g8h",
    "a1b2c3d4e5f6g7h8",
    "1a2s3d4f5g6h",
    "a1s2d3f4g5h6",
    "qawsedrftgyhujikolp",
    "1z2x3c4v5b6n7m",
    "147258369",
    "741852963",
    "369258147",
    "159753",
    "357951",
    "qweasdzxc",
    "qweasd",
    "asdzxc",
    "zxcasdqwe",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxz",
)
DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?")
SHORT_DATE = re.compile(
    r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
SAME = re.compile(r"(.)\1*")
BLOCKS = re.compile(r"(.{1,6}?)\1+.?")
DIGITS = re.compile(r"\d{1,13}")


@cache
def _words() -> frozenset[str]:
    return frozenset((ENGLISH + PINYIN).split())


@cache
def _numbers() -> frozenset[str]:
    return frozenset(NUMBERS.split())


def _is_number(text: str) -> bool:
    """A number that people append: one of the list, a year or date, or one digit again and again."""
    text = text.strip(PUNCTUATION)
    return (
        not text
        or text in _numbers()
        or bool(DATE.fullmatch(text) or SHORT_DATE.fullmatch(text) or SAME.fullmatch(text))
    )


def _plain(text: str) -> tuple[str, ...]:
    return (text, *(text.translate(table) for table in LOOK_ALIKES))


def _is_word(text: str) -> bool:
    words = _words()
    return any(form in words for form in _plain(text))


def _is_walk(text: str) -> bool:
    """Whether the text falls apart into pieces of at least three keys that lie side by side."""
    rows = [row for line in ROWS for row in (line, line[::-1])]
    reached = {0}
    for start in range(len(text)):
        if start not in reached:
            continue
        for end in range(start + 3, len(text) + 1):
            if any(text[start:end] in row for row in rows):
                reached.add(end)
    return len(text) in reached


def _is_words_and_number(text: str) -> bool:
    """One or two words, with a number before, between or after."""
    ends = [i for i in range(1, len(text) + 1) if _is_word(text[:i])]
    for end in ends:
        rest = text[end:]
        if _is_number(rest):
            return True
        for middle in range(len(rest)):
            if _is_number(rest[:middle]) and any(
                _is_word(rest[middle:i]) and _is_number(rest[i:]) for i in range(middle + 3, len(rest) + 1)
            ):
                return True
    return False


def is_common(password: str) -> bool:
    """Whether a password is among those that are tried first.

    Args:
        password: as typed.
    """
    text = password.casefold().strip()
    if len(text) > LONGEST:
        return len(set(text)) < 4 or bool(BLOCKS.fullmatch(text))
    bare = text.strip(PUNCTUATION)
    return (
        len(set(text)) < 4
        or bool(BLOCKS.fullmatch(bare) or DIGITS.fullmatch(bare))
        or _is_number(bare)
        or _is_walk(bare)
        or _is_words_and_number(bare)
        or any(
            _is_number(bare[:i]) and (_is_words_and_number(bare[i:]) or _is_walk(bare[i:]))
            for i in range(1, len(bare))
        )
        or any(_is_walk(bare[:i]) and _is_number(bare[i:]) for i in range(3, len(bare)))
    )


def entries() -> Iterator[str]:
    """Write a part of the list out: each word with each number, as people write them."""
    for word in sorted(_words()):
        for number in sorted(_numbers()):
            yield word + number
            yield f"{word.capitalize()}@{number}"
            yield number + word
