"""What `people` adds below: housekeeping."""

from relaydesk.people.sheets.importing import forget_old_sheets
from relaydesk.platform import module_loops

module_loops.register("people.sheets", forget_old_sheets, idle_seconds=3600)
