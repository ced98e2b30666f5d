from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("window_started_at", models.DateTimeField()),
                ("used", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index("window_started_at", name="portal_quota_window")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(used__gte=0), name="portal_quota_used_not_negative")
                ],
            },
        ),
    ]
