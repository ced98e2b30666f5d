"""Marks for the entries that are there: where each ticket lies, and when it changed last.

In portions, each committed for itself: people search and write meanwhile. What is broken off begins again; entries
that have their marks are left out. The follower writes the marks of whatever changes.
"""

from django.db import migrations

PORTION = 5_000
MARK = """
UPDATE search_ticketentry e
   SET document = e.document || array_to_tsvector(ARRAY[
       '=d' || to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYYMMDD'),
       '=p' || coalesce(right(t.department_id::text, 12), ''), '=t' || coalesce(right(t.team_id::text, 12), ''),
       '=a' || coalesce(right(t.assignee_id::text, 12), ''), '=c' || t.status_category, '=y' || y.key,
       '=h' || t.channel])
  FROM tickets_ticket t JOIN tickets_tickettype y ON y.id = t.type_id
 WHERE t.id = e.ticket_id AND e.ticket_id > %s AND e.ticket_id <= %s
   AND NOT e.document @@ '''=d'':*'::tsquery
"""


def mark(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(ticket_id), 0) FROM search_ticketentry")
        last = cursor.fetchone()[0]
        for first in range(0, last, PORTION):
            cursor.execute(MARK, [first, first + PORTION])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("search", "0001_initial"), ("tickets", "0011_list_indexes")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
