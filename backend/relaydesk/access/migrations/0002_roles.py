"""The two built-in roles; what they grant comes from the modules' declarations."""

from django.db import migrations

ROLES = (("administrator", "管理员", "Administrator"), ("agent", "处理人", "Agent"))


def seed(apps, schema_editor):
    role = apps.get_model("access", "Role")
    for key, name, name_en in ROLES:
        role.objects.get_or_create(key=key, defaults={"name": name, "name_en": name_en})


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
