"""Letters without their case, the same in Python and in PostgreSQL."""

UPPER, LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_TABLE = str.maketrans(UPPER, LOWER)


def folded(text: str) -> str:
    """Lower the letters A to Z only.

    What a database lowers beyond them depends on its locale and version, and both evaluators must agree.
    """
    return text.translate(_TABLE)


def folded_sql(expression: str) -> str:
    """The same as an SQL expression: `lower` under the collation C knows ASCII only."""
    return f'lower({expression} COLLATE "C")'
