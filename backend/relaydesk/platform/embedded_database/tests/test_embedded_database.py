import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from relaydesk.platform.embedded_database import DatabaseError, EmbeddedDatabase, url_of_running
from relaydesk.platform.embedded_database.account import reachable
from relaydesk.platform.embedded_database.places import LONGEST_SOCKET_PATH
from relaydesk.platform.embedded_database.processes import processes_in

pytestmark = pytest.mark.slow

OWNER = """
import sys, time
from pathlib import Path
from relaydesk.platform.embedded_database import EmbeddedDatabase
database = EmbeddedDatabase(Path(sys.argv[1]))
print(database.start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    remove_cluster(tmp_path / "data")


def remove_cluster(data_dir: Path) -> None:
    """Remove what root keeps outside a folder that the service user cannot reach."""
    note = data_dir / "database.json"
    if note.exists():
        home = data_dir / json.loads(note.read_text())["home"]
        assert processes_in(home / "cluster") == []
        subprocess.run(["rm", "-rf", str(home), f"{home}.owner"], check=True)


def rows(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS baton (runner int)")
        connection.execute("INSERT INTO baton SELECT count(*) FROM baton")
        return [row[0] for row in connection.execute("SELECT runner FROM baton ORDER BY 1")]


def test_starts_answers_stops_and_keeps_its_rows(data_dir: Path) -> None:
    database = EmbeddedDatabase(data_dir)
    url = database.start()
    assert rows(url) == [0]
    assert url_of_running(data_dir) == url
    with psycopg.connect(url) as connection:
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN "
                "('fsync', 'listen_addresses', 'server_encoding', 'data_checksums')"
            ).fetchall()
        )
        assert settings == {
            "fsync": "on",
            "listen_addresses": "",
            "server_encoding": "UTF8",
            "data_checksums": "on",
        }
        assert connection.execute("SELECT upper('é') || length('工单')").fetchone() == ("É2",)
    cluster = database._places.cluster  # type: ignore[union-attr]
    database.stop()
    assert url_of_running(data_dir) is None
    assert processes_in(cluster) == []

    again = EmbeddedDatabase(data_dir)
    assert rows(again.start()) == [0, 1]
    again.stop()


def test_comes_back_after_kill_9_with_every_committed_row(data_dir: Path) -> None:
    database = EmbeddedDatabase(data_dir)
    begun = time.monotonic()
    rows(database.start())
    first = time.monotonic() - begun
    assert database.pid is not None
    held = psycopg.connect(database.url)  # a back end that outlives the server for a moment
    held.execute("SELECT 1")
    os.kill(database.pid, signal.SIGKILL)
    while database.poll() is None:
        time.sleep(0.01)
    started = time.monotonic()
    assert rows(database.start()) == [0, 1]
    assert time.monotonic() - started < max(10, 4 * first)
    held.close()
    database.stop()


def test_the_server_dies_with_its_owner_and_the_next_start_waits_for_it(data_dir: Path) -> None:
    backend = str(Path(__file__).parents[4])
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": backend},
    )
    assert owner.stdout is not None
    url = owner.stdout.readline().strip()
    assert rows(url) == [0]
    owner.kill()
    owner.wait()
    database = EmbeddedDatabase(data_dir)
    assert rows(database.start()) == [0, 1]
    database.stop()


def test_a_server_that_still_runs_is_stopped_and_replaced(data_dir: Path) -> None:
    first = EmbeddedDatabase(data_dir)
    rows(first.start())
    second = EmbeddedDatabase(data_dir)
    assert rows(second.start()) == [0, 1]
    assert first.poll() is not None
    second.stop()


def test_a_lock_file_naming_a_stranger_is_set_aside_when_no_process_works_on_the_cluster(
    data_dir: Path,
) -> None:
    database = EmbeddedDatabase(data_dir)
    rows(database.start())
    cluster = database._places.cluster  # type: ignore[union-attr]
    old = (cluster / "postmaster.pid").read_text().splitlines()
    os.kill(database.pid or 0, signal.SIGKILL)
    while database.poll() is None:
        time.sleep(0.01)
    (cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *old[1:]]) + "\n")
    assert rows(database.start()) == [0, 1]
    database.stop()


def test_two_run_side_by_side(tmp_path: Path) -> None:
    one, two = EmbeddedDatabase(tmp_path / "one"), EmbeddedDatabase(tmp_path / "two")
    assert one.start() != two.start()
    assert rows(one.url) == [0]
    assert rows(two.url) == [0]
    for database in (one, two):
        database.stop()
        remove_cluster(database.data_dir)


def test_a_long_folder_name_still_gets_a_short_socket(tmp_path: Path) -> None:
    data_dir = tmp_path / ("a" * 60) / ("工" * 20)
    data_dir.mkdir(parents=True)
    database = EmbeddedDatabase(data_dir)
    rows(database.start())
    socket = database._places.socket_file  # type: ignore[union-attr]
    assert len(str(socket).encode()) <= LONGEST_SOCKET_PATH
    assert socket.parent.stat().st_mode & 0o777 == 0o700
    database.stop()
    remove_cluster(data_dir)


def test_an_interrupted_first_start_is_begun_again(data_dir: Path) -> None:
    database = EmbeddedDatabase(data_dir)
    database.start()
    places = database._places
    assert places is not None
    database.stop()
    places.cluster.rename(places.home / "cluster.new")
    assert rows(database.start()) == [0]
    database.stop()


def test_no_permission_of_a_parent_folder_is_changed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    database = EmbeddedDatabase(closed / "data")
    rows(database.start())
    assert closed.stat().st_mode & 0o777 == 0o700
    assert os.geteuid() != 0 or not reachable(closed)
    database.stop()
    remove_cluster(closed / "data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the cluster elsewhere")
def test_a_copy_of_a_data_folder_does_not_share_the_original_s_cluster(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    database = EmbeddedDatabase(tmp_path / "data")
    database.start()
    database.stop()
    subprocess.run(["cp", "-a", str(tmp_path / "data"), str(tmp_path / "copy")], check=True)
    with pytest.raises(DatabaseError, match="copy"):
        EmbeddedDatabase(tmp_path / "copy").start()
    remove_cluster(tmp_path / "data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the cluster elsewhere")
def test_the_cluster_of_scratch_data_that_have_gone_is_removed_by_the_next_start(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    gone = EmbeddedDatabase(tmp_path / "gone")
    gone.start()
    gone.stop()
    home = Path(json.loads((tmp_path / "gone" / "database.json").read_text())["home"])
    assert home.is_dir()
    subprocess.run(["rm", "-rf", str(tmp_path / "gone")], check=True)
    database = EmbeddedDatabase(tmp_path / "next")
    database.start()
    assert not home.exists()
    database.stop()
    remove_cluster(tmp_path / "next")
