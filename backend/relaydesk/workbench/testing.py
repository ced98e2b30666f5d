"""For tests."""

import time

from django.db import connection

from relaydesk.workbench.actions.follow import NAME, follow_the_record

_LEFT = """
SELECT EXISTS (SELECT FROM platform_event e WHERE (e.xid, e.id) >
    (SELECT c.xid, c.event_id FROM platform_follower_cursor c WHERE c.name = %s))
"""


def keep_parts() -> None:
    """Let the lists catch up with the record, behind whatever transaction of others still runs."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        follow_the_record()
        with connection.cursor() as cursor:
            cursor.execute(_LEFT, [NAME])
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("the lists did not catch up")
