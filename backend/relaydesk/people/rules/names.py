"""Names that stand in lists of a sheet's cell."""

import re

SEPARATORS = "; ；: ："
_SEPARATOR = re.compile(r"[;；]")
_IN_NAME = re.compile(r"[;；:：\n]")


def has_separator(name: str) -> bool:
    """Whether a name holds what separates names, or a name from its level, in a cell."""
    return _IN_NAME.search(name) is not None


def several(text: str) -> list[str]:
    """The entries of a cell, without empty ones and without repetition."""
    return list(dict.fromkeys(part.strip() for part in _SEPARATOR.split(text) if part.strip()))
