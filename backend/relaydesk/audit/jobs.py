"""What workers do for the auditor: write exports, check the record."""

from dataclasses import asdict
from itertools import chain
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.audit.events import CheckFinished
from relaydesk.audit.models import Check
from relaydesk.audit.queries.integrity import verify
from relaydesk.audit.queries.record import RecordFilter, every
from relaydesk.audit.rules.sheet import HEADINGS, line_of
from relaydesk.files import public as files
from relaydesk.platform import events
from relaydesk.platform.clock import now
from relaydesk.platform.jobs import job

MOST_ROWS = 500_000


@job("audit.export", lane="bulk", attempts=3)
def write_export(*, export_id: str) -> None:
    """Write the file of an export; again when it was broken off."""
    found = files.waiting_export(UUID(export_id))
    if found is None:
        return
    events_found = every(RecordFilter.from_dict(found.asked), most=MOST_ROWS)
    files.write_export(
        found.id, title="审计记录", rows=chain([HEADINGS], map(line_of, events_found)), at=now()
    )


@job("audit.check", lane="bulk", attempts=3)
def check_record(*, check_id: str) -> None:
    """Check the whole record and keep the report."""
    found = Check.objects.filter(id=UUID(check_id), state="waiting").first()
    if found is None:
        return
    report = verify()
    found.report, found.intact, found.state, found.done_at = asdict(report), report.intact, "done", now()
    finished = CheckFinished(
        check_id=found.id,
        intact=report.intact,
        seals=report.seals,
        events=report.events,
        first_bad_seal=report.first_bad_seal,
    )
    with transaction.atomic():
        found.save()
        events.record(finished, actor=SYSTEM("audit").ref, subject="audit:record", at=now())
