"""What `audit` adds below: the loops that seal, purge and write the head down, and its measures."""

import structlog
from django.db import connection

from relaydesk.audit.actions.purge_record import purge_what_is_old
from relaydesk.audit.actions.seal_events import seal_what_is_there
from relaydesk.audit.queries.head import head, lag_seconds, last_check_failed
from relaydesk.platform import metrics, module_loops

log = structlog.get_logger("relaydesk.audit")
HOUR = 3600.0


def write_head_down() -> bool:
    """Log the head of the chain each hour: sent to another machine, it proves what the chain was."""
    found = head()
    connection.close()
    if found is not None:
        log.info("audit.head", seal=found.number, sha256=found.sha256, made_at=found.made_at.isoformat())
    return False


def purge_a_round() -> bool:
    """Purge some batches; true while there is more."""
    return purge_what_is_old() > 0


def figures() -> dict[str, float]:
    """How long the oldest event without a seal has waited, and whether the last check found anything."""
    return {
        "audit.unsealed_seconds": lag_seconds(),
        "audit.last_check_failed": float(last_check_failed()),
    }


module_loops.register("audit.seal", seal_what_is_there, idle_seconds=1.0)
module_loops.register("audit.purge", purge_a_round, idle_seconds=HOUR)
module_loops.register("audit.head", write_head_down, idle_seconds=HOUR)
metrics.register_figures(figures)
