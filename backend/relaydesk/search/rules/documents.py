"""From texts to the document that is stored: terms with the weight of the best place they stand in."""

import re
from collections.abc import Iterable, Sequence

from relaydesk.search.rules.words import folded, terms

WEIGHTS = "ABCD"
MOST_TERMS = 8000


def document(*places: Iterable[str]) -> str:
    """A `tsvector` as text.

    Args:
        places: texts of weight A, of weight B and so on. A term keeps its best weight; what is over
            `MOST_TERMS` is left out, the heaviest first kept.
    """
    best: dict[str, str] = {}
    for weight, texts in zip(WEIGHTS, places, strict=False):
        for text in texts:
            for term in sorted(terms(text)):
                if len(best) < MOST_TERMS:
                    best.setdefault(term, weight)
    return " ".join(f"{quoted(term)}:1{weight}" for term, weight in best.items())


def question(groups: Sequence[Sequence[str]], weights: str = "", within: Sequence[str] = ()) -> str:
    """A `tsquery` as text: all terms of all groups; a term that ends in `*` also finds what begins with it.

    Args:
        groups: from `words.asked`.
        weights: limits the search to places of these weights. All of them limit nothing, and are not said:
            the index knows terms only, and where weights are named each hit is read to see them.
        within: further conditions in text form, from `marks`.
    """
    weights = "" if set(weights) == set(WEIGHTS) else weights
    return " & ".join([*(_asked_term(term, weights) for group in groups for term in group), *within])


def quoted(term: str) -> str:
    """A term as both text forms want it."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def bare(value: str) -> str:
    """A number without its signs."""
    return re.sub(r"[^0-9a-z]", "", folded(value))


def _asked_term(term: str, weights: str) -> str:
    prefix = term.endswith("*") and len(term) > 1
    mark = ("*" if prefix else "") + weights
    return quoted(term[:-1] if prefix else term) + (f":{mark}" if mark else "")
