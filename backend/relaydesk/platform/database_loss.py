"""After the database was away: the pool still holds connections to a server process that is gone."""

import threading
import time

from django.db import connection

_lock = threading.Lock()
_last = 0.0
_PAUSE = 0.5


def forget_broken_connections() -> None:
    """Drop this thread's connection if it is broken, and every idle one in the pool that does not answer.

    Call it when a statement failed because its connection did. Without it each pooled connection would fail
    one more request; checking each on every use would cost each request a round trip. Checks at most twice a
    second.
    """
    global _last
    if connection.in_atomic_block:
        return
    try:
        connection.close()
    except Exception:  # a broken connection may fail to close as well
        connection.connection = None
    pool = getattr(connection, "pool", None)
    with _lock:
        if pool is None or time.monotonic() - _last < _PAUSE:
            return
        _last = time.monotonic()
    pool.check()
