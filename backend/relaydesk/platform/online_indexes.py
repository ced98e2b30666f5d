"""Making an index while people work: no lock that stops writing, and safe to begin again.

`CREATE INDEX CONCURRENTLY` cannot be part of a transaction, so a migration that is broken off half way begins
again from its first operation: what is there already stays, and the invalid rest of a broken one is removed.
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently

_STATE = "SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass(%s)"


class AddIndexOnline(AddIndexConcurrently):
    """Add an index without stopping writers; in a migration with `atomic = False`."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make it, unless a start that was broken off has made it."""
        name = schema_editor.quote_name(self.index.name)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_STATE, [name])
            found = cursor.fetchone()
        if found is not None and found[0]:
            return
        if found is not None:
            schema_editor.execute(f"DROP INDEX CONCURRENTLY {name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)
