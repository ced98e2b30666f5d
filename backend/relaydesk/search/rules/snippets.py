"""The piece of a text that shows why it was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from relaydesk.search.rules.words import marks

BEFORE, LONGEST = 24, 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `hit` where it is what was asked for."""

    text: str
    hit: bool


def highlighted(text: str, query: str) -> list[Piece]:
    """A whole short text, such as a subject, in pieces."""
    pieces: list[Piece] = []
    end = 0
    for first, behind in marks(text, query):
        if first > end:
            pieces.append(Piece(text[end:first], False))
        pieces.append(Piece(text[first:behind], True))
        end = behind
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return pieces


def snippet(texts: Sequence[str], query: str) -> list[Piece]:
    """The surroundings of the most hits in the first text that has most of them; empty where none has any."""
    best, most = "", 0
    for text in texts:
        plain = " ".join(text.split())
        found = marks(plain, query)
        if not found:
            continue
        start = max(found[0][0] - BEFORE, 0)
        window = plain[start : start + LONGEST]
        hits = len({plain[a:b].lower() for a, b in found if a >= start and b <= start + LONGEST})
        if hits > most:
            best, most = ("…" if start else "") + window + ("…" if start + LONGEST < len(plain) else ""), hits
    return highlighted(best, query) if best else []
