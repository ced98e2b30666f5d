"""Cells that a spreadsheet would take for a formula (CVE-2026-41073, CVE-2019-14749).

Such a text gets an apostrophe in front, which spreadsheets take for "this is text"; reading takes it away.
"""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """The text as it may stand in a cell; one that would be mistaken for a guarded one is guarded too."""
    return f"'{text}" if text.lstrip("' ").startswith(RISKY) or text.startswith(("\t", "\r", "\n")) else text


def unguarded(text: str) -> str:
    """The text that was guarded, or the text itself."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
