"""The sequence of ticket numbers, and the types and statuses that every installation starts with."""

from django.db import migrations

from relaydesk.platform.ids import uuid7

TYPES = [
    ("request", "服务请求", "Service request", "GD{yyyy}{mm}-{seq:5}"),
    ("repair", "报修", "Repair", "BX{yyyy}{mm}-{seq:5}"),
    ("refund", "退款", "Refund", "TK{yyyy}{mm}-{seq:5}"),
    ("complaint", "投诉", "Complaint", "TS{yyyy}{mm}-{seq:5}"),
]
STATUSES = [
    ("new", "新建", "New", "#1677ff"),
    ("open", "处理中", "Open", "#13a8a8"),
    ("waiting", "等待客户", "Waiting", "#d48806"),
    ("hold", "挂起", "On hold", "#8c8c8c"),
    ("solved", "已解决", "Solved", "#389e0d"),
    ("closed", "已关闭", "Closed", "#595959"),
]


def seed(apps, schema_editor):
    TicketType = apps.get_model("tickets", "TicketType")
    Status = apps.get_model("tickets", "Status")
    Team = apps.get_model("people", "Team")
    team = Team.objects.filter(key="service-desk").first()
    for place, (key, name, name_en, pattern) in enumerate(TYPES):
        TicketType.objects.create(
            id=uuid7(),
            key=key,
            name=name,
            name_en=name_en,
            number_pattern=pattern,
            default_team=team,
            position=place,
        )
    for place, (key, name, name_en, color) in enumerate(STATUSES):
        Status.objects.create(
            id=uuid7(), key=key, name=name, name_en=name_en, color=color, category=key, position=place
        )


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("people", "0002_service_desk")]

    operations = [
        # One sequence for all types, so that two types with one pattern cannot meet.
        migrations.RunSQL(
            "CREATE SEQUENCE tickets_number_seq AS bigint", "DROP SEQUENCE tickets_number_seq"
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
