"""The text in which a contact's company was kept becomes companies."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from relaydesk.people.models import Company, Contact
from relaydesk.platform.clock import now

migration = import_module("relaydesk.people.migrations.0004_company_of_contact")
TEXTS = {"a": "Acme", "b": " acme ", "c": "锦江公寓", "d": None, "e": " "}


class Editor:
    connection = connection


@pytest.mark.django_db
def test_each_text_becomes_one_company_and_none_is_lost():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE people_contact ADD COLUMN company_text varchar(200)")
        for name, text in TEXTS.items():
            contact = Contact.objects.create(name=name, created_at=now())
            cursor.execute("UPDATE people_contact SET company_text = %s WHERE id = %s", [text, contact.id])
        migration.companies_from_texts(apps, Editor)
        found = dict(Contact.objects.values_list("name", "company__name"))
        assert found["a"] == found["b"] == "Acme"
        assert (found["c"], found["d"], found["e"]) == ("锦江公寓", None, None)
        assert Company.objects.count() == 2
        cursor.execute("UPDATE people_contact SET company_text = NULL")
        migration.texts_from_companies(apps, Editor)
        cursor.execute("SELECT company_text FROM people_contact WHERE name = 'c'")
        assert cursor.fetchone() == ("锦江公寓",)
