"""Finding mail addresses: only what stands before the @ is hidden."""

import re
from collections.abc import Iterator

from relaydesk.privacy.rules.reading import plain
from relaydesk.privacy.rules.spans import Span

# A domain has a dot and ends in letters, else `react@18.2.0` would be an address; `[` begins a literal.
AT = re.compile(r"(?:@|%40)(?=(?:[\w-]+\.)+(?:[^\W\d_]{2}|xn--)|\[[0-9A-Za-z])")
LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-*"
SIGNS = "._+-*"
MASKED = re.compile(r".\*{3}")


def addresses(text: str) -> Iterator[Span]:
    """Find the local parts of the addresses in a text; `z***` stands for that of `zhang@example.com`."""
    if "@" not in text and "%40" not in text and "\uff20" not in text and "\ufe6b" not in text:
        return
    done = 0
    readable = plain(text)
    for at in AT.finditer(readable):
        begin = _begin_of_local_part(readable, done, at.start())
        local = readable[begin : at.start()]
        done = at.end()
        if not local or MASKED.fullmatch(local):
            continue
        shown = "***" if len(local) == 1 or local[0] == '"' else f"{text[begin]}***"
        yield Span(begin, at.start(), shown)


def _begin_of_local_part(text: str, first: int, end: int) -> int:
    """Where the local part that ends at `end` begins, not before `first`.

    ASCII letters before the @ end at other script ("请写到zhang@example.com"); only where there are none,
    letters of any script count (RFC 6531). A quoted local part is taken with its quotes (RFC 5321, 4.1.2).
    """
    head = text[first:end]
    ascii_part = head[len(head.rstrip(LOCAL)) :]
    if ascii_part:
        return end - len(ascii_part.lstrip(SIGNS))
    if head.endswith('"'):
        quote = head.rfind('"', max(0, len(head) - 66), len(head) - 1)
        return first + quote if quote >= 0 and "\n" not in head[quote:] else end
    begin = end
    while begin > first and (text[begin - 1].isalnum() or text[begin - 1] in SIGNS):
        begin -= 1
    return end - len(text[begin:end].lstrip(SIGNS))
