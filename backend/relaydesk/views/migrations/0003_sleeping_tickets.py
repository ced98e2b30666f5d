"""Sleeping tickets are out of the views of open work, and have one of their own."""

from django.db import migrations
from django.utils import timezone

AWAKE = {"field": "snoozed", "operator": "is", "value": False}
ASLEEP = {"and": [{"field": "snoozed", "operator": "is", "value": True}]}
OF_WORK = ("mine", "team", "unassigned", "due_soon", "overdue", "waiting", "open")


def seed(apps, schema_editor):
    saved = apps.get_model("views", "SavedView")
    for view in saved.objects.filter(kind="system", key__in=OF_WORK):
        view.condition = {"and": [*view.condition["and"], AWAKE]}
        view.save(update_fields=["condition"])
    at = timezone.now()
    last = saved.objects.filter(kind="system").count()
    saved.objects.create(
        key="snoozed",
        kind="system",
        name="已暂缓",
        name_en="Snoozed",
        condition=ASLEEP,
        sort="-updated_at",
        position=last,
        created_at=at,
        updated_at=at,
    )


class Migration(migrations.Migration):
    dependencies = [("views", "0002_system_views"), ("tickets", "0009_sleeping_tickets")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
