"""Leases: what a worker has taken and keeps alive while it lives."""

import random
import threading
from uuid import UUID

from django.db import connection

LEASE_SECONDS = 4.0
RENEW_SECONDS = 1.0
MAX_ATTEMPTS = 10


def pause_after(attempts: int) -> float:
    """Return the seconds to wait after the `attempts`-th failure: 1, 2, 4 … 600, each ± 25 % by chance."""
    return float(min(600, 2 ** max(0, attempts - 1))) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


class Fenced(Exception):
    """The row is no longer ours: its lease ran out and another took it, or it was changed or cancelled."""


class Leases:
    """The batches that this process holds, by token."""

    def __init__(self) -> None:
        self._held: dict[UUID, tuple[str, list[int]]] = {}
        self._lock = threading.Lock()

    def hold(self, token: UUID, table: str, ids: list[int]) -> None:
        """Keep the rows `ids` of `table` leased under `token` until `drop`."""
        with self._lock:
            self._held[token] = (table, ids)

    def drop(self, token: UUID) -> None:
        """Stop renewing a token."""
        with self._lock:
            self._held.pop(token, None)

    def renew(self) -> None:
        """Push the end of every held lease `LEASE_SECONDS` from now, by the database's clock.

        A row that its holder is just deleting is waited for; that is one statement long.
        """
        with self._lock:
            held = dict(self._held)
        for token, (table, ids) in held.items():
            key = "event_id" if table == "platform_undelivered" else "id"
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET lease_until = statement_timestamp() + make_interval(secs => %s)"  # noqa: S608
                    f" WHERE {key} = ANY(%s) AND lease_token = %s",
                    [LEASE_SECONDS, ids, token],
                )


LEASES = Leases()
