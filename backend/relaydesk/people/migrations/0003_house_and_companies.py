"""Heads, posts, skills, places, companies, merges and imports."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import relaydesk.platform.ids
from django.db import migrations, models


# Until now two departments under one parent could bear one name.
SAME_NAMES = """
UPDATE people_department d SET name = left(d.name, 110) || ' (' || s.place || ')'
  FROM (SELECT id, row_number() OVER (PARTITION BY parent_id, lower(name) ORDER BY id) AS place
          FROM people_department) s
 WHERE s.id = d.id AND s.place > 1
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_service_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=relaydesk.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('tier', models.CharField(choices=[('standard', 'standard'), ('important', 'important'), ('vip', 'vip')], default='standard', max_length=20)),
                ('contract_from', models.DateField(null=True)),
                ('contract_until', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.CreateModel(
            name='CompanyDomain',
            fields=[
                ('domain', models.CharField(max_length=190, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='ContactMerge',
            fields=[
                ('id', models.UUIDField(default=relaydesk.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('identity_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('gained_company', models.BooleanField()),
                ('gained_label', models.BooleanField()),
                ('moved', models.JSONField(default=dict)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.UUIDField(default=relaydesk.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(max_length=10)),
                ('counts', models.JSONField()),
                ('errors', models.JSONField()),
                ('made_by', models.UUIDField(null=True)),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('applied_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=relaydesk.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, default='', max_length=120)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.UUIDField(default=relaydesk.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, default='', max_length=120)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.AddField(
            model_name='agent',
            name='address',
            field=models.CharField(db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='agent',
            name='latitude',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='agent',
            name='longitude',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='agent',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='contact',
            name='label',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='contact',
            name='merged_into',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contact'),
        ),
        migrations.AddField(
            model_name='contact',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='contactidentity',
            name='position',
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='department',
            name='head',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agent'),
        ),
        migrations.AddField(
            model_name='department',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='team',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name='contactidentity',
            name='kind',
            field=models.CharField(choices=[('email', 'email'), ('phone', 'phone'), ('wechat', 'wechat'), ('wecom', 'wecom'), ('dingtalk', 'dingtalk'), ('feishu', 'feishu'), ('whatsapp', 'whatsapp')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='agent',
            index=models.Index(models.F('name'), models.F('id'), name='people_agent_by_name'),
        ),
        migrations.AddConstraint(
            model_name='agent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='people_agent_place'),
        ),
        migrations.RunSQL(SAME_NAMES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.UniqueConstraint(models.F('parent'), django.db.models.functions.text.Lower('name'), name='people_department_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='people_company_once'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('contract_from__isnull', True), ('contract_until__isnull', True), ('contract_from__lte', models.F('contract_until')), _connector='OR'), name='people_company_contract'),
        ),
        migrations.RunSQL(
            "CREATE INDEX people_company_name_prefix ON people_company (lower(name) text_pattern_ops, id)",
            "DROP INDEX people_company_name_prefix",
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(models.F('merged_into'), condition=models.Q(('merged_into__isnull', False)), name='people_contact_merged'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='people_contact_not_self'),
        ),
        migrations.AddField(
            model_name='companydomain',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.company'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contact'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contact'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='people_post_once'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='people_skill_once'),
        ),
        migrations.AddConstraint(
            model_name='contactmerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('absorbed',), name='people_merge_once'),
        ),
        migrations.CreateModel(
            name='AgentPost',
            fields=[
                ('pk', models.CompositePrimaryKey('agent_id', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.agent')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
        ),
        migrations.CreateModel(
            name='AgentSkill',
            fields=[
                ('pk', models.CompositePrimaryKey('agent_id', 'skill_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.agent')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.skill')),
                ('level', models.PositiveSmallIntegerField()),
                ('valid_until', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DepartmentDeputy',
            fields=[
                ('pk', models.CompositePrimaryKey('department_id', 'agent_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.department')),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agent')),
                ('position', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            model_name='agentskill',
            constraint=models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='people_agentskill_level'),
        ),
    ]
