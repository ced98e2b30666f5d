"""COPY, PostgreSQL's way in for many rows."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def copy_rows(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a `COPY … FROM STDIN` with these rows, in the caller's transaction."""
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
