"""Write the projected facts of `sla` into a ticket's row."""

from datetime import datetime

from django.db import connection


def project_due(*, ticket_id: int, next_due_at: datetime | None, at_risk: bool) -> None:
    """Set the two projected columns. It is no change of the ticket: no version, no fact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_ticket SET next_due_at = %s, at_risk = %s"
            " WHERE id = %s AND (next_due_at, at_risk) IS DISTINCT FROM (%s, %s)",
            [next_due_at, at_risk, ticket_id, next_due_at, at_risk],
        )
