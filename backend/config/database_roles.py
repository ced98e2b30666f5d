"""Two roles of the database: one owns the tables and migrates, the other runs the processes.

The running one may add to the record, and can neither change nor remove what is there; nor can it switch off
the triggers that refuse it, for it owns nothing (等保 8.1.4.3 c). The bundled server is set up so by itself;
with `DATABASE_URL`, name the owner in `RELAYDESK_OWNER_DATABASE_URL`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from config.env import ENV

# Columns that a process writes itself; number, transaction and instant of recording are the database's own.
EVENT_COLUMNS = "name, version, subject, actor_kind, actor_id, actor_name, at, payload, cause, depth, source"
SEAL_COLUMNS = (
    "number, first_xid, first_id, last_xid, last_id, count, ids, rows, xids, content, previous, sha256,"
    " made_at"
)
KEPT = ("platform_event", "audit_seal", "platform_event_permit", "django_migrations")
FUNCTIONS = ("platform_event_purge(int8multirange)", "audit_purge(bigint)")


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner of the tables, where one is named; otherwise as ever."""
    if not ENV.owner_database_url:
        yield
        return
    from django.conf import settings
    from django.db import connection

    from config.settings import database_settings

    running = dict(settings.DATABASES["default"])
    settings.DATABASES["default"].update(database_settings(ENV.owner_database_url))
    _forget_connections(connection)
    try:
        yield
    finally:
        settings.DATABASES["default"].update(running)
        _forget_connections(connection)


def _forget_connections(connection: Any) -> None:
    connection.close()
    connection.close_pool()


def grant_rights() -> None:
    """Give the running role what it needs, and nothing on the record but to add and to read.

    Called by the owner after each migration; where both are one role there is nothing to do.
    """
    from django.db import connection, transaction

    from config.settings import database_settings

    role = database_settings(ENV.database_url)["USER"]
    if not ENV.owner_database_url or role == connection.settings_dict["USER"]:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(%s), EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role, role]
        )
        name, exists = cursor.fetchone()
        if not exists:
            cursor.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")
        for statement in statements(name):
            cursor.execute(statement)


def statements(role: str) -> list[str]:
    """The grants, for a role whose name is quoted."""
    kept = ", ".join(KEPT)
    functions = ", ".join(FUNCTIONS)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE ALL ON {kept} FROM {role}",
        f"GRANT SELECT ON {kept} TO {role}",
        f"GRANT INSERT ({EVENT_COLUMNS}) ON platform_event TO {role}",
        f"GRANT INSERT ({SEAL_COLUMNS}) ON audit_seal TO {role}",
        f"REVOKE EXECUTE ON FUNCTION {functions} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {functions} TO {role}",
    ]
