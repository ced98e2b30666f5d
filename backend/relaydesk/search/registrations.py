"""What `search` adds below: its loop in the worker."""

from relaydesk.platform import module_loops
from relaydesk.search.actions.follow import follow_the_record

module_loops.register("search.index", follow_the_record, idle_seconds=0.5)
