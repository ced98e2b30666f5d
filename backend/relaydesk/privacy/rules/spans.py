"""A piece of a text and what is shown in its place."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]` is shown as `shown`."""

    start: int
    end: int
    shown: str


def replaced(text: str, spans: Iterable[Span]) -> str:
    """Give the text with its spans replaced; they are in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for span in spans:
        parts += (text[done : span.start], span.shown)
        done = span.end
    return "".join((*parts, text[done:])) if parts else text
