"""Reading the event log for the stream: soon, and without missing a slow transaction.

A follower that waits for `pg_snapshot_xmin` would make every screen wait for the slowest transaction in the
house. So young rows are told at once and remembered; the cursor itself, which browsers send back after a
break, moves only over what is older than every running transaction.
"""

from django.db import connection

from relaydesk.platform import followers
from relaydesk.realtime.changes import Fact, fact_of

LIMIT = 2000
REPLAY_LIMIT = 1000

_COLUMNS = (
    "id, name, subject, at, payload ->> 'previous_team_id', payload ->> 'previous_assignee_id',"
    " payload ->> 'previous_label', payload ->> 'for_account', payload ->> 'for_accounts'"
)
_READ = f"""
SELECT xid::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, {_COLUMNS}
FROM platform_event WHERE (xid, id) > (%s::text::xid8, %s) ORDER BY xid, id LIMIT %s
"""  # noqa: S608 - constants only


class LogReader:
    """One place in the log, with what has been told beyond it."""

    def __init__(self, cursor: followers.Cursor) -> None:
        self.cursor = cursor
        self._told: set[int] = set()

    @classmethod
    def at_head(cls) -> "LogReader":
        """Start at the present."""
        return cls(followers.head())

    def read(self) -> list[Fact]:
        """Return what is new since the last call."""
        with connection.cursor() as database:
            database.execute(_READ, [str(self.cursor.xid), self.cursor.event_id, LIMIT])
            rows = database.fetchall()
        facts = [fact_of(row[2:]) for row in rows if row[2] not in self._told]
        settled = [row for row in rows if row[0] < row[1]]
        if settled:
            self.cursor = followers.Cursor(settled[-1][0], settled[-1][2])
        self._told = {row[2] for row in rows if row[0] >= row[1]}
        return facts


def replay(cursor: followers.Cursor) -> list[Fact] | None:
    """Return what followed `cursor`, or None when that is more than a screen should catch up with."""
    with connection.cursor() as database:
        database.execute(_READ, [str(cursor.xid), cursor.event_id, REPLAY_LIMIT + 1])
        rows = database.fetchall()
    return None if len(rows) > REPLAY_LIMIT else [fact_of(row[2:]) for row in rows]
