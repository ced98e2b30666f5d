"""What `workbench` adds below: its loop in the worker."""

from relaydesk.platform import module_loops
from relaydesk.workbench.actions.follow import follow_the_record

module_loops.register("workbench.parts", follow_the_record, idle_seconds=0.5)
