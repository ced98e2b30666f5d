"""The team that takes what nobody else is named for."""

from django.db import migrations


def seed(apps, schema_editor):
    apps.get_model("people", "Team").objects.get_or_create(
        key="service-desk", defaults={"name": "服务台", "name_en": "Service desk"}
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
