"""Cursors whose statements the server parses and plans once per connection.

Django binds parameters on the client, so PostgreSQL plans each statement anew. For a small statement that runs with
every request, planning costs several times what running it does (measured: authenticating by token 0.75 ms of database
CPU planned anew, 0.1 ms prepared).
"""

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.datetime import TimestamptzLoader

# Statements are prepared when a connection sees them for the second time.
PREPARE_AFTER = 1


def hot_cursor() -> CursorWrapper:
    """A cursor for statements that run very often; use it as `with hot_cursor() as cursor`.

    Parameters are bound by the server: their types must follow from the statement (`%s::bigint` where they do not), lists
    go with `= ANY(%s)`, and JSON needs `psycopg.types.json.Jsonb`. Errors, transactions and query logging are Django's.
    With `PREPARED_STATEMENTS` off (PgBouncer before 1.21) it is an ordinary cursor.
    """
    if not settings.PREPARED_STATEMENTS:
        return connection.cursor()
    connection.ensure_connection()
    raw = connection.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = PREPARE_AFTER
    with connection.wrap_database_errors:
        cursor = psycopg.Cursor(raw)
    # Django's own loader of instants is Python; this one is C, and a page of 50 tickets holds 500 of them.
    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    if connection.queries_logged:
        return connection.make_debug_cursor(cursor)  # type: ignore[arg-type]
    return connection.make_cursor(cursor)  # type: ignore[arg-type]
