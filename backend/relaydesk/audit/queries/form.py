"""The form in which an event is hashed, and the hash of a seal: one text for sealing and for checking.

`ROW(…)::text` quotes each member, so that no two events have one text. Instants are written in UTC and in ISO
order, whatever the session's settings are (`SETTINGS`). The transaction id is left out: a logical restore
gives new ones; the seal keeps the old ones beside.
"""

FOLLOWER = "audit.seal"
SETTINGS = "SELECT set_config('datestyle', 'ISO, YMD', true)"

ROW_HASH = """
sha256(convert_to(ROW(e.id, e.name, e.version, e.subject, e.actor_kind, e.actor_id, e.actor_name,
    e.at AT TIME ZONE 'UTC', e.payload, e.cause, e.depth, e.recorded_at AT TIME ZONE 'UTC', e.source)::text,
    'UTF8'))
"""

# Eight bytes name a row well enough to find it; the whole hashes go into `content`.
AGGREGATES = """
count(*)::int AS count, sha256(string_agg(x.hash, ''::bytea ORDER BY x.id)) AS content,
string_agg(substr(x.hash, 1, 8), ''::bytea ORDER BY x.id) AS rows,
string_agg(int8send(x.xid::text::bigint), ''::bytea ORDER BY x.id) AS xids
"""

SEAL_HASH = """
sha256({s}.previous || int8send({s}.number) || int4send({s}.count) || {s}.content || sha256({s}.rows)
    || sha256({s}.xids) || convert_to({s}.ids::text, 'UTF8')
    || convert_to(ROW({s}.first_xid, {s}.first_id, {s}.last_xid, {s}.last_id,
                      {s}.made_at AT TIME ZONE 'UTC')::text, 'UTF8'))
"""
