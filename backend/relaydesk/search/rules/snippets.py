"""The piece of a text that shows why it was found."""

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


def snippet(text: str, query: str) -> list[Piece]:
    """The surroundings of the first hit in a long text; empty where there is none."""
    plain = " ".join(text.split())
    found = marks(plain, query)
    if not found:
        return []
    start = max(found[0][0] - BEFORE, 0)
    window = plain[start : start + LONGEST]
    before, behind = "…" if start else "", "…" if start + LONGEST < len(plain) else ""
    return highlighted(f"{before}{window}{behind}", query)
