"""What `dispatch` adds to lower modules."""

from relaydesk.dispatch.actions.keep_load import keep_load, recount_loads
from relaydesk.platform import module_loops
from relaydesk.tickets import public as tickets

EVERY_HOUR = 3600.0


def _recount() -> bool:
    recount_loads()
    return False


tickets.register_participant(keep_load)
# At the start of each worker and hourly: whatever came in past the actions (a load by COPY) is counted then.
module_loops.register("dispatch.recount_loads", _recount, idle_seconds=EVERY_HOUR)
