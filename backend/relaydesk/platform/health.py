"""Whether the installation works: what a load balancer and a watchful administrator ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from relaydesk.platform.beats import seconds_since_beat

# A process renews its sign of life every few seconds; after this long without one it counts as gone.
ALIVE_SECONDS = 30.0
POOL_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; `healthy` is False only when requests cannot be answered."""

    healthy: bool
    facts: dict[str, Any]


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait less long than other requests for a connection: who asks wants to know soon."""
    pool = getattr(connection, "pool", None)
    if pool is None or connection.connection is not None:
        yield
        return
    patience, pool.timeout = pool.timeout, POOL_PATIENCE_SECONDS
    try:
        connection.ensure_connection()
    finally:
        pool.timeout = patience
    yield


def _process(kind: str) -> dict[str, Any]:
    age = seconds_since_beat(kind)
    return {
        "alive": age is not None and age < ALIVE_SECONDS,
        "seconds_since_sign": None if age is None else round(age, 1),
    }


def health() -> Health:
    """Ask the database, and through it the other processes."""
    try:
        with _impatient():
            facts = {"worker": _process("worker"), "mail": _process("mail")}
    except DatabaseError:
        return Health(False, {"status": "unavailable", "database": {"alive": False}})
    return Health(True, {"status": "ok", "database": {"alive": True}, **facts})
