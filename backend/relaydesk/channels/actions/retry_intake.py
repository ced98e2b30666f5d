"""Run a parked or ignored delivery again, as an administrator asks."""

from uuid import UUID

from django.db import connection

_AGAIN = """
UPDATE channels_intake
SET state = 'received', reason = '', error = '', attempts = 0, due_at = statement_timestamp()
WHERE id = %s AND state IN ('parked', 'ignored') RETURNING id
"""


def retry_intake(intake_id: UUID) -> bool:
    """Give the delivery back to the workers; False when it is neither parked nor ignored."""
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [intake_id])
        return cursor.fetchone() is not None
