"""The masking policy: identity numbers and cards always, telephone numbers and addresses by role."""

from django.db import migrations, models

SEED = """
INSERT INTO privacy_kind_policy (kind, mode, version) VALUES
    ('id_number', 'always', 1), ('bank_card', 'always', 1), ('phone', 'by_role', 1), ('email', 'by_role', 1)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KindPolicy",
            fields=[
                ("kind", models.TextField(primary_key=True, serialize=False)),
                ("mode", models.TextField()),
                ("version", models.IntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "privacy_kind_policy"},
        ),
        migrations.RunSQL(SEED, migrations.RunSQL.noop),
    ]
