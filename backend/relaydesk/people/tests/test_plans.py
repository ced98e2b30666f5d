"""Each list of contacts is served by an index: no plan over many of them scans them all."""

import pytest
from django.db import connection

from relaydesk.people.queries.contact_details import contact_details
from relaydesk.people.queries.contact_list import ContactFilters, key_of, list_contacts
from relaydesk.people.testing import a_caller

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROWS = 20_000
FILL = """
WITH n AS (SELECT g, gen_random_uuid() AS id FROM generate_series(1, %s) g), i AS (
    INSERT INTO people_contact (id, name, locale, created_at, label)
    SELECT id, chr(19968 + g %% 300) || g, 'zh', now(), CASE WHEN g %% 50 = 0 THEN 'secret' END FROM n
), e AS (
    INSERT INTO people_contactidentity (id, contact_id, kind, value)
    SELECT gen_random_uuid(), id, 'email', 'user' || g || '@example.com' FROM n
)
INSERT INTO people_contactidentity (id, contact_id, kind, value)
SELECT gen_random_uuid(), id, 'phone', '+86138' || lpad(g::text, 8, '0') FROM n
"""


def plans_of(run):
    sent = []

    def keep(execute, sql, params, many, context):
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        found = run()
    plans = []
    with connection.cursor() as cursor:
        for sql, params in sent:
            cursor.execute(f"EXPLAIN {sql}", params)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return found, plans


@pytest.mark.parametrize("labels", [None, (), ("secret",)])
def test_no_list_of_contacts_scans_the_table(labels):
    with connection.cursor() as cursor:
        cursor.execute(FILL, [ROWS])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE people_contact")
        cursor.execute("ANALYZE people_contactidentity")
    caller = a_caller(labels=labels)
    for text in ("", "一", "user12", "138000", "+86", "nothing like it"):
        filters = ContactFilters(text)
        found, plans = plans_of(lambda filters=filters: list_contacts(caller, filters, limit=51))
        if found:
            after = key_of(found[-1], filters)
            plans += plans_of(
                lambda filters=filters, after=after: list_contacts(caller, filters, limit=51, after=after)
            )[1]
            plans += plans_of(lambda one=found[0]: contact_details(caller, one.id))[1]
        for plan in plans:
            assert "Seq Scan on people_contact" not in plan, f"{text}\n{plan}"
