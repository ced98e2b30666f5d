"""The log can be added to, and nothing else; old sealed rows leave it through one function only.

Two fences. The trigger refuses UPDATE, DELETE and TRUNCATE to everybody, the owner included: no setting opens it. And
where the running processes have a role of their own (docs/operate/security.md), that role has no such right at all.

Retention is the one exception: `platform_event_purge` deletes a range of rows that are older than 180 days, whoever
asks, and runs with its owner's rights. It writes a permit with the number of its own transaction, which the trigger
looks for; the permit goes with the transaction.
"""

from django.db import migrations

GUARD = """
CREATE TABLE platform_event_permit (xid xid8 PRIMARY KEY);

CREATE OR REPLACE FUNCTION platform_event_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM platform_event_permit WHERE xid = pg_current_xact_id_if_assigned()
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER platform_event_no_truncate BEFORE TRUNCATE ON platform_event
    FOR EACH STATEMENT EXECUTE FUNCTION platform_event_guard();

CREATE FUNCTION platform_event_purge(ids int8multirange) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE removed bigint;
BEGIN
    IF EXISTS (SELECT FROM unnest(ids) r CROSS JOIN LATERAL (
                   SELECT recorded_at FROM platform_event WHERE id >= lower(r) AND id < upper(r) OFFSET 0) e
               WHERE e.recorded_at > statement_timestamp() - interval '180 days') THEN
        RAISE EXCEPTION 'the event log is kept for 180 days' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM platform_undelivered u WHERE u.event_id <@ ids) THEN
        RAISE EXCEPTION 'what is not delivered is not purged' USING ERRCODE = 'object_in_use';
    END IF;
    INSERT INTO platform_event_permit VALUES (pg_current_xact_id());
    DELETE FROM platform_event WHERE id IN (
        SELECT e.id FROM unnest(ids) r CROSS JOIN LATERAL (
            SELECT id FROM platform_event WHERE id >= lower(r) AND id < upper(r) OFFSET 0) e);
    GET DIAGNOSTICS removed = ROW_COUNT;
    DELETE FROM platform_event_permit WHERE xid = pg_current_xact_id();
    RETURN removed;
END;
$$;
"""

UNDO = """
DROP FUNCTION platform_event_purge(int8multirange);
DROP TRIGGER platform_event_no_truncate ON platform_event;
CREATE OR REPLACE FUNCTION platform_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
DROP TABLE platform_event_permit;
"""


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_event_source")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
