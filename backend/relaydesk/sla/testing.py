"""What tests of other modules may ask."""

from datetime import datetime

from relaydesk.sla.models import Stopwatch


def due_at_of(ticket_id: int, measure: str) -> datetime:
    """When a running stopwatch is due."""
    due_at = Stopwatch.objects.get(ticket_id=ticket_id, measure=measure).due_at
    assert due_at is not None
    return due_at
