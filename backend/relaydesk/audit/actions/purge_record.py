"""Remove what is older than the retention, in whole sealed batches from the oldest on."""

from django.db import connection, transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.audit.events import RecordPurged
from relaydesk.platform import events
from relaydesk.platform.clock import now

BATCHES = 50


@transaction.atomic
def purge_what_is_old(batches: int = BATCHES) -> int:
    """Purge at most so many batches; return how many events went. The seals stay; the purge is recorded."""
    removed, first, last = 0, 0, 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.purge'))")
        cursor.execute(
            "SELECT number FROM audit_seal WHERE purged_at IS NULL ORDER BY number LIMIT %s", [batches]
        )
        for (number,) in cursor.fetchall():
            cursor.execute("SELECT audit_purge(%s)", [number])
            gone = cursor.fetchone()[0]
            if gone is None:
                break
            first, last, removed = first or number, number, removed + gone
    if last:
        fact = RecordPurged(first_seal=first, last_seal=last, events=removed)
        events.record(fact, actor=SYSTEM("audit").ref, subject="audit:record", at=now())
    return removed
