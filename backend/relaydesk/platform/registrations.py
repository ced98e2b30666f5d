"""Housekeeping of the platform itself."""

from relaydesk.platform import module_loops
from relaydesk.platform.http.idempotency import purge_old_keys


def _forget_old_keys() -> bool:
    return purge_old_keys() > 0


module_loops.register("platform.idempotency_keys", _forget_old_keys, idle_seconds=300)
