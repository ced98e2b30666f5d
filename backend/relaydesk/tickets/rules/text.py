"""What we accept as subject and tag, and how it is tidied."""

import unicodedata
from collections.abc import Collection, Iterable

from relaydesk.tickets.contracts import MAX_SUBJECT, MAX_TAG

NO_SUBJECT = "(无主题)"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # needed inside words of Persian and inside emoji


def one_line(text: str) -> str:
    """Make one line: control and format characters and line ends become spaces, runs of space one; NFC."""
    kept = "".join(
        " " if unicodedata.category(c) in _INVISIBLE and c not in _JOINERS else c
        for c in unicodedata.normalize("NFC", text)
    )
    return " ".join(kept.split())


def clean_subject(text: str) -> str:
    """Tidy a subject; at most MAX_SUBJECT characters."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()[:MAX_SUBJECT]
    return one_line(text)[:MAX_SUBJECT].rstrip()


def renamed(tags: Iterable[str], names: Collection[str], to: str) -> tuple[str, ...]:
    """Tags with some of them under another name, in their places, none twice."""
    return clean_tags(to if tag in names else tag for tag in tags)


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tidy tags: one line each, no empty ones, none twice (capitals apart), in the order given."""
    seen: dict[str, str] = {}
    for tag in tags:
        tidy = one_line(tag)[:MAX_TAG].rstrip()
        if tidy:
            seen.setdefault(tidy.casefold(), tidy)
    return tuple(seen.values())
