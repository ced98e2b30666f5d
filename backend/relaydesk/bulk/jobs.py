"""What workers do for `bulk`."""

import time
from uuid import UUID

from django.db import transaction

from relaydesk.bulk.actions.export_tickets import write_export
from relaydesk.bulk.actions.run_portion import run_portion
from relaydesk.platform import jobs
from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job

TURN_SECONDS = 5.0
"""So long one change works before others of the lane have their turn."""


@job("bulk.change", lane="bulk", attempts=20)
def change_tickets(*, change_id: str) -> None:
    """Go on with a change, or its undo, where it stands: portion by portion, for some seconds."""
    begun = time.monotonic()
    while run_portion(UUID(change_id), at=now()):
        if time.monotonic() - begun > TURN_SECONDS:
            with transaction.atomic():
                jobs.defer("bulk.change", change_id=change_id)
            return


@job("bulk.export", lane="bulk", attempts=3)
def export_tickets(*, export_id: str) -> None:
    """Write a sheet of tickets."""
    write_export(UUID(export_id), at=now())
