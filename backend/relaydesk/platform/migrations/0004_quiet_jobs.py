"""No NOTIFY for each queued job.

NOTIFY takes one lock for the whole server until its transaction has reached the disk, so transactions that queue jobs
would commit one after the other: measured with 8 clients and fsync on, 3,100 commits/s without and 550 to 1,080 with.
Our lanes are polled (docs/subsystems/jobs.md).
"""

from django.db import migrations

# The trigger's name changed between releases of the library; whatever notifies of inserted jobs is switched off.
SWITCH = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = 'procrastinate_jobs'::regclass AND p.proname LIKE 'procrastinate_notify_queue_job_inserted%%'
    LOOP
        EXECUTE format('ALTER TABLE procrastinate_jobs %s TRIGGER %%I', name);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("platform", "0003_idempotency_key"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL((SWITCH % "DISABLE"), (SWITCH % "ENABLE")),
    ]
