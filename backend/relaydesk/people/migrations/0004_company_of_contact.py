"""The text in `Contact.company` becomes a reference: each text a company, however it is capitalised."""

import django.db.models.deletion
from django.db import migrations, models

from relaydesk.platform.clock import now
from relaydesk.platform.ids import uuid7

TEXTS = """
SELECT DISTINCT ON (lower(btrim(company_text))) btrim(company_text) FROM people_contact
 WHERE btrim(company_text) <> '' ORDER BY lower(btrim(company_text)), 1
"""
POINT = """
UPDATE people_contact c SET company_id = m.id FROM people_company m
 WHERE lower(btrim(c.company_text)) = lower(m.name)
"""
BACK = "UPDATE people_contact c SET company_text = m.name FROM people_company m WHERE m.id = c.company_id"


def companies_from_texts(apps, schema_editor):
    company = apps.get_model("people", "Company")
    at = now()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TEXTS)
        names = [row[0] for row in cursor.fetchall()]
        company.objects.bulk_create(
            [company(id=uuid7(), name=name, created_at=at) for name in names], batch_size=2000
        )
        cursor.execute(POINT)
        # what the deferred keys still have to check must be done before the table is altered again
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def texts_from_companies(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(BACK)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_house_and_companies")]
    operations = [
        migrations.RenameField("contact", "company", "company_text"),
        migrations.AddField(
            "contact",
            "company",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.company",
            ),
        ),
        migrations.RunPython(companies_from_texts, texts_from_companies),
        migrations.RemoveField("contact", "company_text"),
        migrations.AddIndex("contact", models.Index("company", "id", name="people_contact_company")),
    ]
