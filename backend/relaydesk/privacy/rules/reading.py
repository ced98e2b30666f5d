"""Reading a text as a person does: full-width and foreign digits are digits. Places stay where they are."""

import re
import string
import unicodedata

# Unicode has no digits above its second plane; asking for all characters would take a second at each start.
_DIGITS = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(0x80, 0x20000)
    if unicodedata.category(chr(code)) == "Nd"
}
# Not the full-width comma and its like: nearly every Chinese text has them, and they end a number anyway.
_WIDE = {ord(sign) + 0xFEE0: sign for sign in string.ascii_letters + "@+-._%*"}
_TABLE = {**_WIDE, **_DIGITS, 0x2169: "X", 0x2179: "X", 0xFE6B: "@"}
# Characters above the first plane as one range: a set that lists them would be tried one after the other.
_FOREIGN = re.compile(
    "["
    + "".join(re.escape(chr(code)) for code in sorted(_TABLE) if code < 0x10000)
    + "\U00010000-\U0010ffff]"
)


def plain(text: str) -> str:
    """Give the text with ASCII digits, letters and signs in place of their full-width and foreign forms.

    Every character stands for exactly one, so that a place in the answer is the same place in `text`.
    """
    return text if text.isascii() or _FOREIGN.search(text) is None else text.translate(_TABLE)
