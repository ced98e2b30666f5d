"""Cursors whose statements the server parses and plans once per connection.

Django binds parameters on the client, so PostgreSQL plans each statement anew. For a small statement that
runs with every request, planning costs several times what running it does (measured: authenticating by token
0.75 ms of database CPU planned anew, 0.1 ms prepared).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader

# Statements are prepared when a connection sees them for the second time.
PREPARE_AFTER = 1

_loaders: list[Any] = []


class HotCursor(psycopg.Cursor[Any]):
    """A cursor that reads instants in C: Django's own loader is Python, and a page of 50 tickets holds 500.

    All connections come from one template, so their loaders are made once and shared (psycopg copies them
    before it would ever change them).
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        super().__init__(connection)
        if not _loaders:
            adapters = AdaptersMap(connection.adapters)
            adapters.register_loader("timestamptz", TimestamptzLoader)
            _loaders.extend(adapters._loaders)
        self._adapters._loaders = _loaders[:]


def hot_cursor() -> CursorWrapper:
    """A cursor for statements that run very often; use it as `with hot_cursor() as cursor`.

    Parameters are bound by the server: their types must follow from the statement (`%s::bigint` where they do
    not), lists go with `= ANY(%s)`, and JSON needs `psycopg.types.json.Jsonb` or a text with a cast. Errors,
    transactions and query logging are Django's. With `PREPARED_STATEMENTS` off (PgBouncer before 1.21) it is
    an ordinary cursor.
    """
    django = connections[DEFAULT_DB_ALIAS]
    if not settings.PREPARED_STATEMENTS:
        return django.cursor()
    if django.connection is None:
        django.ensure_connection()
    raw = django.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = PREPARE_AFTER
    cursor = HotCursor(raw)
    if django.queries_logged:
        return django.make_debug_cursor(cursor)  # type: ignore[arg-type]
    return django.make_cursor(cursor)  # type: ignore[arg-type]


def is_one_of(column: str, ids: Collection[int] | Collection[UUID], kind: str) -> tuple[str, Any]:
    """A condition of constant SQL that a column is one of these ids, and its one parameter.

    A single id is asked for plainly: with an array the server plans each time anew, since a plan for any
    array looks dearer to it than one for this.

    Args:
        column: as written in the statement.
        ids: at least one.
        kind: the column's type, `bigint` or `uuid`.
    """
    if len(ids) == 1:
        return f"{column} = %s::{kind}", next(iter(ids))
    return f"{column} = ANY(%s::{kind}[])", list(ids)
