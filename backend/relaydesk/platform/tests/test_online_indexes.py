"""Indexes made while people work."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from relaydesk.platform.online_indexes import AddIndexOnline

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_migration_that_was_broken_off_begins_again() -> None:
    index = models.Index(fields=["updated_at"], name="online_index_again")
    operation = AddIndexOnline("followercursor", index)
    before = ProjectState.from_apps(apps)
    after = before.clone()
    try:
        for _ in range(2):
            with connection.schema_editor(atomic=False) as editor:
                operation.database_forwards("platform", editor, before, after)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'online_index_again'::regclass"
            )
            assert cursor.fetchall() == [(True,)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS online_index_again")
