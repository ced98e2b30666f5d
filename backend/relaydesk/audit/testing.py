"""What tests and the measurement need: to do to the record what only the owner of its tables can."""

from typing import Any

from django.db import connection, transaction

from relaydesk.platform import events
from relaydesk.platform.clock import now
from relaydesk.platform.events import ActorRef

TESTER = ActorRef("system", None, "test")
GUARDED = ("platform_event", "audit_seal")


@transaction.atomic
def tamper(sql: str, *args: Any) -> None:
    """Run a statement with the triggers off, as an attacker who owns the database would."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, list(args) or None)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@transaction.atomic
def publish(*facts: events.Event, subject: str = "probe:1", actor: ActorRef = TESTER) -> list[int]:
    """Record facts in one transaction."""
    return events.record(*facts, actor=actor, subject=subject, at=now())
