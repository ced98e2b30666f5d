"""How far an import is, told while its transaction is still open."""

import time
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

EVERY = 0.5
_TELL = "UPDATE people_peopleimport SET done = %s WHERE id = %s AND state = 'applying'"


class Progress:
    """Counts lines, and writes the count at most twice a second by a connection of its own.

    The import's own transaction shows nothing before its end, so it must not hold the lock on the row either.
    """

    def __init__(self, import_id: UUID) -> None:
        self._import_id = import_id
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        self._done, self._told = 0, time.monotonic()

    def add(self, lines: int) -> None:
        """So many more lines are written."""
        self._done += lines
        if time.monotonic() - self._told >= EVERY:
            with self._connection.cursor() as cursor:
                cursor.execute(_TELL, [self._done, self._import_id])
            self._told = time.monotonic()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
