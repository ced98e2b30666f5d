"""The policy that a new installation works by: 标准时效, in working minutes."""

from django.db import migrations

TARGETS = {
    "first_response": {"P0": 15, "P1": 60, "P2": 240, "P3": 480},
    "resolution": {"P0": 240, "P1": 480, "P2": 1440, "P3": 2400},
}


def seed(apps, schema_editor):
    apps.get_model("sla", "Policy").objects.create(
        name="标准时效",
        name_en="Standard",
        position=1,
        calendar=apps.get_model("calendars", "Calendar").objects.get(is_default=True),
        targets=TARGETS,
        pauses=["waiting", "hold"],
    )


class Migration(migrations.Migration):
    dependencies = [("sla", "0001_initial"), ("calendars", "0002_standard_calendar")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
