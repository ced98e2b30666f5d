"""Remember when somebody last got a ticket: of equally loaded agents the one who has waited longest is
next.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection

from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY

_GOT_ONE = """
INSERT INTO dispatch_agentduty (agent_id, capacity, last_assigned_at) VALUES (%s, %s, %s)
ON CONFLICT (agent_id) DO UPDATE
    SET last_assigned_at = greatest(dispatch_agentduty.last_assigned_at, excluded.last_assigned_at)
"""


def note_assignment(*, agent_id: UUID, at: datetime) -> None:
    """Note it by one statement; an older instant than the one known changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_GOT_ONE, [agent_id, DEFAULT_CAPACITY, at])
