"""The views that every installation has. Their keys stand in addresses and never change."""

from django.db import migrations
from django.utils import timezone

OPEN = {"field": "category", "operator": "in", "value": ["new", "open", "waiting", "hold"]}
MINE = {"field": "assignee", "operator": "is", "value": {"me": "current_user"}}
TEAM = {"field": "team", "operator": "in", "value": [{"me": "my_teams"}]}
FREE = {"field": "assignee", "operator": "is_empty"}
SOON = {"field": "next_due_at", "operator": "within_next", "value": {"amount": 4, "unit": "hours"}}
LATE = {"field": "next_due_at", "operator": "in_period", "value": "past"}


def of(category):
    return {"and": [{"field": "category", "operator": "is", "value": category}]}


VIEWS = (
    ("mine", "我的未完成", "My open tickets", {"and": [OPEN, MINE]}, "-updated_at"),
    ("team", "我团队的", "My teams'", {"and": [OPEN, TEAM]}, "-updated_at"),
    ("unassigned", "未分派", "Unassigned", {"and": [OPEN, FREE]}, "-updated_at"),
    ("due_soon", "即将到期", "Due soon", {"and": [OPEN, SOON]}, "next_due_at"),
    ("overdue", "已超时", "Overdue", {"and": [OPEN, LATE]}, "next_due_at"),
    ("waiting", "等待客户", "Waiting for the requester", of("waiting"), "-updated_at"),
    ("open", "全部未完成", "All open tickets", {"and": [OPEN]}, "-updated_at"),
    ("solved", "最近解决", "Solved lately", of("solved"), "-updated_at"),
    ("all", "全部工单", "All tickets", {"and": []}, "-updated_at"),
)


def seed(apps, schema_editor):
    at = timezone.now()
    saved = apps.get_model("views", "SavedView")
    saved.objects.bulk_create(
        saved(
            key=key,
            kind="system",
            name=name,
            name_en=name_en,
            condition=condition,
            sort=sort,
            position=number,
            created_at=at,
            updated_at=at,
        )
        for number, (key, name, name_en, condition, sort) in enumerate(VIEWS)
    )


class Migration(migrations.Migration):
    dependencies = [("views", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
