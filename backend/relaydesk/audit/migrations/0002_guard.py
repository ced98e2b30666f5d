"""Seals are as append-only as the record; old batches leave through `audit_purge`, which keeps their seals.

It runs with its owner's rights, goes from the oldest batch on without a gap, and refuses what is younger than the
retention or not delivered yet (below 180 days `platform_event_purge` refuses whoever asks).
"""

from django.db import migrations

GUARD = """
INSERT INTO audit_retention (id, days, version) VALUES (1, 180, 1);

CREATE FUNCTION audit_seal_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL
       AND to_jsonb(NEW) - 'purged_at' = to_jsonb(OLD) - 'purged_at'
       AND EXISTS (SELECT FROM platform_event_permit WHERE xid = pg_current_xact_id_if_assigned()) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'seals are append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_seal_guard();
CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seal_guard();

CREATE FUNCTION audit_purge(wanted bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    seal audit_seal;
    removed bigint;
BEGIN
    SELECT * INTO seal FROM audit_seal WHERE number = wanted AND purged_at IS NULL;
    IF NOT FOUND OR EXISTS (SELECT FROM audit_seal WHERE number < wanted AND purged_at IS NULL) THEN
        RAISE EXCEPTION 'batches are purged from the oldest on' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF EXISTS (SELECT FROM unnest(seal.ids) r CROSS JOIN LATERAL (
                   SELECT recorded_at FROM platform_event WHERE id >= lower(r) AND id < upper(r) OFFSET 0) e
               WHERE e.recorded_at > statement_timestamp() - make_interval(days => (SELECT days FROM audit_retention)))
       OR EXISTS (SELECT FROM platform_undelivered u WHERE u.event_id <@ seal.ids) THEN
        RETURN NULL;
    END IF;
    removed := platform_event_purge(seal.ids);
    INSERT INTO platform_event_permit VALUES (pg_current_xact_id());
    UPDATE audit_seal SET purged_at = statement_timestamp() WHERE number = wanted;
    DELETE FROM platform_event_permit WHERE xid = pg_current_xact_id();
    RETURN removed;
END;
$$;
"""

UNDO = """
DROP FUNCTION audit_purge(bigint);
DROP TRIGGER audit_seal_no_truncate ON audit_seal;
DROP TRIGGER audit_seal_append_only ON audit_seal;
DROP FUNCTION audit_seal_guard();
DELETE FROM audit_retention;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("platform", "0006_event_log_rights")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
