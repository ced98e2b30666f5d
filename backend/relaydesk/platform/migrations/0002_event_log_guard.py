"""The event log is append-only: the database itself refuses to change or remove a row."""

from django.db import migrations

GUARD = """
CREATE FUNCTION platform_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('relaydesk.event_log_maintenance', true) = 'on' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER platform_event_append_only BEFORE UPDATE OR DELETE ON platform_event
    FOR EACH ROW EXECUTE FUNCTION platform_event_guard();
ALTER TABLE platform_undelivered SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0);
ALTER TABLE platform_timer SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
"""

UNDO = """
DROP TRIGGER platform_event_append_only ON platform_event;
DROP FUNCTION platform_event_guard();
ALTER TABLE platform_undelivered RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,
    autovacuum_vacuum_cost_delay);
ALTER TABLE platform_timer RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
"""


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
