"""Seal what has been recorded: a batch at a time, behind the oldest running transaction."""

from django.db import connection, transaction

from relaydesk.audit.queries.form import AGGREGATES, FOLLOWER, ROW_HASH, SEAL_HASH, SETTINGS
from relaydesk.platform import followers

BATCH = 2000

# After a logical restore every older row has xid 0 and is read once more; what is sealed is not sealed twice.
_SEAL = f"""
WITH last AS (SELECT number, sha256 FROM audit_seal ORDER BY number DESC LIMIT 1),
batch AS MATERIALIZED (
    SELECT e.id, e.xid, {ROW_HASH} AS hash FROM platform_event e
    WHERE (e.xid, e.id) > (%s::text::xid8, %s) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
      AND (e.xid <> '0'::xid8 OR NOT EXISTS (SELECT FROM audit_seal o WHERE o.ids @> e.id))
    ORDER BY e.xid, e.id LIMIT %s
), ends AS (
    SELECT (array_agg(xid ORDER BY xid, id))[1] AS first_xid, (array_agg(id ORDER BY xid, id))[1] AS first_id,
           (array_agg(xid ORDER BY xid DESC, id DESC))[1] AS last_xid,
           (array_agg(id ORDER BY xid DESC, id DESC))[1] AS last_id,
           range_agg(int8range(id, id, '[]')) AS ids
    FROM batch
), made AS (
    SELECT coalesce((SELECT number FROM last), 0) + 1 AS number, ends.*, found.*,
           coalesce((SELECT sha256 FROM last), decode(repeat('00', 32), 'hex')) AS previous,
           statement_timestamp() AS made_at
    FROM ends, (SELECT {AGGREGATES} FROM batch x) found WHERE found.count > 0
)
INSERT INTO audit_seal (number, first_xid, first_id, last_xid, last_id, count, ids, rows, xids, content,
    previous, sha256, made_at)
SELECT number, first_xid, first_id, last_xid, last_id, count, ids, rows, xids, content, previous,
    {SEAL_HASH.format(s="made")}, made_at
FROM made RETURNING last_xid::text::bigint, last_id, count
"""  # noqa: S608 - constants only


@transaction.atomic
def seal_batch(limit: int = BATCH) -> int:
    """Seal at most `limit` events; return how many. One process at a time: others wait for its row."""
    cursor = followers.load(FOLLOWER)
    with connection.cursor() as database:
        database.execute(SETTINGS)
        database.execute(_SEAL, [str(cursor.xid), cursor.event_id, limit])
        row = database.fetchone()
    if row is None:
        return 0
    followers.store(FOLLOWER, followers.Cursor(row[0], row[1]))
    return int(row[2])


def seal_what_is_there() -> bool:
    """One round of the worker's loop; true while there is more to seal at once."""
    return seal_batch() == BATCH
