"""The test database, and what every test may rely on.

With DATABASE_URL set the tests use that server; otherwise the bundled PostgreSQL is started when the first
test asks for the database, on data that are thrown away afterwards. The data folder is temporary unless
RELAYDESK_DATA names one.
"""

import ipaddress
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from whitenoise.base import WhiteNoise

from config.env import ENV
from config.settings import database_settings
from relaydesk.platform.embedded_database import EmbeddedDatabase

# How long an example takes is the machine's matter.
hypothesis.settings.register_profile("relaydesk", deadline=None)
hypothesis.settings.load_profile("relaydesk")

_SCRATCH: list[Path] = []
GUARDED = ("platform_event", "audit_seal")
_TABLES = """
SELECT c.oid::regclass::text,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
     FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
     WHERE i.indrelid = c.oid AND i.indisprimary),
    ARRAY(SELECT conrelid::regclass::text FROM pg_constraint WHERE confrelid = c.oid AND contype = 'f')
FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""


class MigratedRows:
    """The keys of all rows that migrations have put in, so that a test's own rows can be told from them."""

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            tables = cursor.fetchall()
            self._kept: dict[str, tuple[str, list[str]]] = {}
            for table, key, _ in tables:
                cursor.execute(f"SELECT ROW({key})::text FROM {table}")
                if rows := [row[0] for row in cursor.fetchall()]:
                    self._kept[table] = (key, rows)
        # A table can be truncated when all that refer to it are; of the others the rows are deleted.
        users_of = {table: set(users) for table, _, users in tables}
        staying = set(self._kept)
        while more := {t for t, users in users_of.items() if users & staying} - staying:
            staying |= more
        self._truncated = sorted(users_of.keys() - staying)
        self._deleted = sorted(staying - self._kept.keys())

    def restore(self) -> None:
        """Remove every row that came later."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            for table in GUARDED:  # as their owner; the running processes could not
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(self._truncated)}")
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            for table, (key, rows) in self._kept.items():
                cursor.execute(f"DELETE FROM {table} WHERE ROW({key})::text <> ALL(%s)", [rows])
            for table in self._deleted:
                cursor.execute(f"DELETE FROM {table}")


def _use_scratch_places() -> None:
    """Point the settings, which pytest-django has read already, and our child processes at scratch data."""
    if server := os.environ.pop("RELAYDESK_TEST_SERVER", None):
        # We are a worker of a run of several, which has made its own places; each worker has its own.
        if os.environ["RELAYDESK_DATA"].startswith(str(Path(server).parent)):
            del os.environ["RELAYDESK_DATA"]
        object.__setattr__(ENV, "database_url", "")
    os.environ["RELAYDESK_TEST"] = "1"
    object.__setattr__(ENV, "test", True)
    scratch = Path(tempfile.mkdtemp(prefix="rdtest-"))
    scratch.chmod(0o711)  # as root another user runs the server, and must reach it
    _SCRATCH.append(scratch)
    if "RELAYDESK_DATA" not in os.environ:
        os.environ["RELAYDESK_DATA"] = str(scratch / "data")
        object.__setattr__(ENV, "data_dir", scratch / "data")
        settings.DATA_DIR = scratch / "data"
    (Path(os.environ["RELAYDESK_DATA"])).mkdir(parents=True, exist_ok=True)
    if not ENV.database_url:
        url = f"postgresql://relaydesk@/relaydesk?host={scratch}/server/postgres/socket"
        os.environ["DATABASE_URL"] = url
        object.__setattr__(ENV, "database_url", url)
        settings.DATABASES["default"].update(database_settings(url))
        os.environ["RELAYDESK_TEST_SERVER"] = str(scratch / "server")


_use_scratch_places()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process is left alone with one at the end.

    Drills and browsers mostly wait: what runs beside them, as `.ci/run` does, has the processors meanwhile.
    """
    long = ("drill", "browser", "slow")
    places: dict[Path, int] = {}
    for item in items:
        place = next((n for n, mark in enumerate(long) if item.get_closest_marker(mark)), len(long))
        places[item.path] = min(place, places.get(item.path, place))
    items.sort(key=lambda item: places[item.path])


def pytest_unconfigure() -> None:
    for folder in _SCRATCH:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the bundled server before pytest-django makes the test database in it."""
    server = os.environ.get("RELAYDESK_TEST_SERVER")
    if server is None or not server.startswith(str(_SCRATCH[0])):
        yield
        return
    database = EmbeddedDatabase(Path(server), settings={"fsync": "off"})
    url = database.start()
    assert url == ENV.database_url, (
        "the folder for temporary files has too long a name, or is closed: set TMPDIR"
    )
    yield
    database.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> MigratedRows:
    """Make the test database, and note what migrations have put in before any test adds to it."""
    with django_db_blocker.unblock():
        return MigratedRows()


@pytest.fixture
def transactional_db(django_db_setup: MigratedRows, django_db_blocker: Any) -> Iterator[None]:
    """A database in which transactions really commit; afterwards only what migrations have put in is left.

    It takes the place of pytest-django's fixture, which would empty the seeds too; by its name pytest-django
    knows that the test database is needed.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        try:
            yield
        finally:
            django_db_setup.restore()
            connection.close()


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Transactions really commit in this test."""


@pytest.fixture(scope="session", autouse=True)
def _built_files_are_looked_at_once() -> Iterator[None]:
    """Every client of a test makes its own WhiteNoise, which would read the whole built front end anew."""
    root, read = str(settings.WHITENOISE_ROOT), WhiteNoise.update_files_dictionary
    found: dict[str, Any] = {}

    def look(self: WhiteNoise, folder: str, prefix: str) -> None:
        if Path(folder) != Path(root):
            read(self, folder, prefix)
            return
        if not found:
            read(self, folder, prefix)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look)
        yield


@pytest.fixture(autouse=True)
def _fresh_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what a test before this one left in process caches, and let nothing run out in this one.

    They last for a second or a few: on a slow machine a test would read again what a quick one remembers.
    """
    if find_spec("relaydesk.platform.cache") is not None:
        from relaydesk.platform import cache

        cache.clear_all()
        monkeypatch.setattr(cache, "time", SimpleNamespace(monotonic=lambda: 0.0))


@pytest.fixture
def caches_run_out(_fresh_caches: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What process caches keep runs out after its time in this test, as it does in the running system."""
    monkeypatch.setattr("relaydesk.platform.cache.time", time)


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anywhere but this machine: a test that needs the network is a wrong test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not _is_local(str(address[0])):
            raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
