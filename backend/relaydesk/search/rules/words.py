"""What of a text goes into the index, and what a query asks for.

Chinese is written without spaces. A run of it gives its words (rjieba) and each pair of neighbours: words
alone miss what is cut differently in question and text, pairs alone cannot tell 空调 and 漏水 in a question
that joins them. Latin letters and digits give whole tokens, and the parts of tokens such as `KFR-35GW`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import rjieba

MAX_TEXT = 20_000
MAX_QUERY = 200
MAX_WORD = 40
MAX_WORDS = 12

_HAN = "㐀-䶿一-鿿豈-﫿々〇"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-_.@+][^\W_{_HAN}]+)*")
_HAN_RUN = re.compile(rf"[{_HAN}]")
_PARTS = re.compile(r"[-_.@+]")


def folded(text: str) -> str:
    """Compatible characters made one (NFKC: full width, ligatures), letters without their case."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(text: str) -> set[str]:
    """The terms under which a text is found.

    Args:
        text: plain text; only its first `MAX_TEXT` characters count.
    """
    found: set[str] = set()
    for run in _runs(folded(text[:MAX_TEXT])):
        if _HAN_RUN.match(run):
            found.update(_pairs(run))
            found.add(run[-1])
            found.update(word for word in _cut(run) if 2 < len(word) <= MAX_WORD)
        else:
            found.update(part for part in (run, *_PARTS.split(run)) if 0 < len(part) <= MAX_WORD)
    return found


def asked(query: str) -> list[tuple[str, ...]]:
    """What a query asks for: groups that must all be found; of a group, all its terms.

    A single Chinese character is dropped beside longer words: 的 and 不 are everywhere. The last token may be
    half typed, so it ends in `*` and also finds what begins with it.
    """
    text = folded(query[:MAX_QUERY])
    groups: list[tuple[str, ...]] = []
    single: list[tuple[str, ...]] = []
    for run in _runs(text):
        if not _HAN_RUN.match(run):
            if len(run) <= MAX_WORD:
                groups.append((run,))
            continue
        for word in _cut(run):
            if len(word) == 1:
                single.append((f"{word}*",))
            else:
                groups.append(tuple(_pairs(word)))
    groups = (groups or single)[:MAX_WORDS]
    if groups and len(groups[-1]) == 1 and not text[-1:].isspace():
        last = groups[-1][0]
        if not _HAN_RUN.match(last) and len(last) > 1:
            groups[-1] = (f"{last}*",)
    return groups


def key_words(text: str) -> list[str]:
    """The words of a text that say what it is about: each once; no single characters, no bare numbers."""
    found: list[str] = []
    for run in _runs(folded(text[:MAX_QUERY])):
        if _HAN_RUN.match(run):
            found += [word for word in _cut(run) if len(word) > 1]
        elif 2 < len(run) <= MAX_WORD and not run.isdigit():
            found.append(run)
    return list(dict.fromkeys(found))


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Where a text has what a query asks for: ranges that do not overlap, from left to right."""
    pattern = _pattern(query)
    if pattern is None or not text:
        return []
    lowered = text.lower()
    return [match.span() for match in pattern.finditer(lowered if len(lowered) == len(text) else text)]


@lru_cache(maxsize=256)
def _pattern(query: str) -> re.Pattern[str] | None:
    """What finds the words of a query in a text, the longest first; a page asks for twenty texts."""
    words = sorted({word for word in _shown(query) if word}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None


def digits(query: str) -> str | None:
    """The digits of a query that looks like a number or its tail (4 to 20 of them, or a ticket number)."""
    text = folded(query).strip()
    bare = re.sub(r"[\s\-()+]", "", text)
    return bare if re.fullmatch(r"[a-z]{0,6}\d{4,20}", bare) else None


def _runs(text: str) -> Iterator[str]:
    return (match.group() for match in _RUNS.finditer(text))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _shown(query: str) -> Iterator[str]:
    for run in _runs(folded(query[:MAX_QUERY])):
        yield run
        if _HAN_RUN.match(run):
            words = _cut(run)
            longer = [word for word in words if len(word) > 1]
            yield from longer or words


@lru_cache(maxsize=4096)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut(run))
