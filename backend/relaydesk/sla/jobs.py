"""What workers do for `sla`."""

from uuid import UUID

from django.db import transaction

from relaydesk.platform.clock import now
from relaydesk.platform.jobs import defer, job
from relaydesk.sla.actions.rederive import rederive, tickets_under

BATCH = 100


@job("sla.rederive", lane="bulk")
def rederive_under(*, policy_ids: list[str], after: int = 0) -> None:
    """Derive anew the stopwatches of the next tickets under these policies, then go on with a further job."""
    ids = tickets_under([UUID(text) for text in policy_ids], after=after, limit=BATCH)
    for ticket_id in ids:
        rederive(ticket_id=ticket_id, at=now())
    if len(ids) == BATCH:
        with transaction.atomic():
            defer("sla.rederive", policy_ids=policy_ids, after=ids[-1])
