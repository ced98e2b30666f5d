"""A sheet is kept with its import, not as a blob that somebody else may share."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_company_of_contact'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='peopleimport',
            name='digest',
        ),
        migrations.AddField(
            model_name='peopleimport',
            name='content',
            field=models.BinaryField(null=True),
        ),
    ]
