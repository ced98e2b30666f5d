"""How Chinese names are typed in Latin letters: whole (zhangwei), by syllables, and by initials (zw)."""


def pinyin_of(name: str) -> list[str]:
    """The spellings of a name; none when it has no Chinese character.

    The library is loaded at the first name: only the process that keeps the index needs it.
    """
    from pypinyin import lazy_pinyin

    if not any("㐀" <= letter <= "鿿" for letter in name):
        return []
    syllables = [syllable.lower() for syllable in lazy_pinyin(name, errors="ignore") if syllable]
    return ["".join(syllables), "".join(syllable[0] for syllable in syllables), *syllables]
