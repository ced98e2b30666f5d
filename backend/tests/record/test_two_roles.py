"""Append-only by rights: what the role of the running processes can and cannot do, on a real server."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from config.database_roles import statements
from relaydesk.audit.actions.seal_events import seal_batch
from relaydesk.audit.events import CheckAsked
from relaydesk.audit.testing import publish
from relaydesk.platform.ids import uuid7

ROLE = "relaydesk_test_runner"
EVENT = (
    "INSERT INTO platform_event (name, version, subject, actor_kind, actor_name, at, payload, depth)"
    " VALUES ('a.b.c', 1, 'x:1', 'system', 'x', now(), '{}', 0) RETURNING id"
)


@pytest.fixture
def runner(committed: None) -> Iterator[Any]:
    """A connection as the running role; the tests themselves run as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("this server's role may not make another one")
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'runner'")
        with transaction.atomic():
            for statement in statements(ROLE):
                cursor.execute(statement)
    params = {k: v for k, v in connection.get_connection_params().items() if k in ("dbname", "host", "port")}
    try:
        with psycopg.connect(**params, user=ROLE, password="runner", autocommit=True) as session:
            yield session
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")


def _with(column: str, value: str) -> str:
    """The insertion with a column that the database alone fills in."""
    return EVENT.replace("(name,", f"({column}, name,").replace("('a.b.c'", f"({value}, 'a.b.c'")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE platform_event SET actor_name = 'x'",
        "DELETE FROM platform_event",
        "TRUNCATE platform_event",
        "ALTER TABLE platform_event DISABLE TRIGGER ALL",
        "DROP TRIGGER platform_event_append_only ON platform_event",
        "DROP TABLE platform_event",
        "DROP FUNCTION platform_event_guard() CASCADE",
        "SET session_replication_role = replica",
        "INSERT INTO platform_event_permit VALUES (pg_current_xact_id())",
        "UPDATE audit_seal SET purged_at = now()",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
        "UPDATE audit_seal SET sha256 = previous",
        _with("id", "-5"),
        _with("recorded_at", "now() - interval '1 year'"),
        _with("xid", "'3'"),
        "SET ROLE relaydesk",
        "DELETE FROM django_migrations",
    ],
)
def test_the_running_role_cannot(runner: Any, sql: str) -> None:
    publish(CheckAsked(check_id=uuid7()))
    seal_batch()
    before = _state(runner)
    with pytest.raises(psycopg.Error):
        runner.execute(sql)
    assert _state(runner) == before


def _state(session: Any) -> list[Any]:
    return [
        session.execute("SELECT count(*), max(id), max(actor_name) FROM platform_event").fetchone(),
        session.execute("SELECT count(*), count(purged_at) FROM audit_seal").fetchone(),
    ]


def test_the_running_role_can_record_seal_and_read(runner: Any) -> None:
    assert runner.execute(EVENT).fetchone() is not None
    assert runner.execute("SELECT count(*) FROM platform_event").fetchone() == (1,)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        try:
            assert seal_batch() == 1
            publish(CheckAsked(check_id=uuid7()))
            assert seal_batch() == 1
        finally:
            cursor.execute("RESET ROLE")


def test_the_running_role_owns_nothing(runner: Any) -> None:
    owned = runner.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
    ).fetchone()
    assert owned == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        runner.execute("CREATE TABLE mine (x int)")


def test_old_batches_leave_through_the_function_alone(runner: Any) -> None:
    from relaydesk.audit.tests.test_integrity import events, older

    ids = events(2)
    older(200, ids[0], ids[1])
    seal_batch()
    assert runner.execute("SELECT audit_purge(1)").fetchone() == (2,)
    young = events(1)
    seal_batch()
    assert runner.execute("SELECT audit_purge(2)").fetchone() == (None,)
    with pytest.raises(psycopg.Error, match="180 days"):
        runner.execute(
            "SELECT platform_event_purge(int8multirange(int8range(%s, %s)))", [young[0], young[0] + 1]
        )
