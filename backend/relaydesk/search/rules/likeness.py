"""What to ask for to find tickets like one: its subject's words, all at first, then only the telling ones."""

from collections.abc import Iterator

from relaydesk.search.rules.words import key_words

MOST_WORDS = 8
FEWEST = 2


def questions(subject: str) -> Iterator[str]:
    """Queries from the narrowest to the widest; each asks for fewer of the subject's words.

    The longest words stay: they are the rarest, and no statistics are read to know it.
    """
    words = sorted(key_words(subject), key=len, reverse=True)[:MOST_WORDS]
    sizes = (len(words), -(-2 * len(words) // 3), -(-len(words) // 3))
    asked: set[int] = set()
    for size in sizes:
        kept = max(size, min(FEWEST, len(words)))
        if kept and kept not in asked:
            asked.add(kept)
            # The blank at the end says that no word is half typed.
            yield " ".join(words[:kept]) + " "
