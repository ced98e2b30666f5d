"""Start, watch and stop one PostgreSQL cluster."""

import locale
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from relaydesk.platform.embedded_database.account import Account, choose_account
from relaydesk.platform.embedded_database.binaries import programs
from relaydesk.platform.embedded_database.errors import DatabaseError
from relaydesk.platform.embedded_database.places import SOCKET_NAME, Places, choose_places, read_note
from relaydesk.platform.embedded_database.processes import (
    die_with_parent,
    processes_in,
    send,
    wait_until_none_in,
)
from relaydesk.platform.embedded_database.readiness import accepts_connections

DATABASE = "relaydesk"
LARGEST_LOG = 20 * 1024 * 1024  # bytes; then the old log is set aside at the next start

# Tuned for two cores and a few hundred megabytes. An installation that needs more runs its own server.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_size": "1GB",
    "min_wal_size": "128MB",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "io_method": "sync",  # saves three processes; the data of a small installation are in memory
    "jit": "off",
    "autovacuum_max_workers": "2",
    "max_parallel_workers": "2",
    "max_worker_processes": "4",
    "idle_in_transaction_session_timeout": "5min",
    "client_connection_check_interval": "5s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %e ",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "lc_messages": "C",
    "datestyle": "iso, ymd",
}


def url_of_running(data_dir: Path) -> str | None:
    """Give the address of the bundled server of `data_dir` when it runs and answers, else None."""
    places = read_note(data_dir)
    if places is None or not accepts_connections(places.socket_file):
        return None
    return places.url


class EmbeddedDatabase:
    """One cluster under `data_dir`. Whoever makes it owns start and stop, both in the main thread."""

    def __init__(self, data_dir: Path, *, settings: dict[str, str] | None = None) -> None:
        self.data_dir = data_dir.resolve()
        self._settings = {**SETTINGS, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._account: Account | None = None
        self._places: Places | None = None

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`; known after `launch`."""
        if self._places is None:
            raise DatabaseError("The database has not been started.")
        return self._places.url

    @property
    def running_url(self) -> str:
        """The address for the running processes; its role is made when the database is prepared."""
        if self._places is None:
            raise DatabaseError("The database has not been started.")
        return self._places.running_url

    @property
    def pid(self) -> int | None:
        """The process number of the server, None when it does not run."""
        return None if self._process is None else self._process.pid

    def start(self, *, seconds: float = 60) -> str:
        """Prepare, start, wait until it answers; return its address.

        Raises:
            DatabaseError: it cannot be started; the text has the end of the server's log.
        """
        self.launch()
        self.wait_ready(seconds=seconds)
        return self.url

    def launch(self) -> None:
        """Prepare the cluster when it is new, clear away what a crash left, and start the server."""
        self.data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        account = self._account = choose_account()
        places = self._places = choose_places(self.data_dir, account)
        bin_folder = programs(account)
        if not places.cluster.is_dir():
            self._make_cluster(bin_folder)
        self._clear_away_the_old()
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = [
            str(bin_folder / "postgres"),
            "-D",
            str(places.cluster),
            "-k",
            str(places.socket),
            *options,
        ]
        with self._open_log() as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT), **self._run_options(),
            )  # fmt: skip

    def wait_ready(self, *, seconds: float = 60) -> None:
        """Wait until clients are let in: after a crash the server replays its log first, which takes seconds.

        Raises:
            DatabaseError: it ended, or does not answer within `seconds`.
        """
        places, process = self._places, self._process
        if places is None or process is None:
            raise DatabaseError("The database has not been started.")
        end = time.monotonic() + seconds
        while not accepts_connections(places.socket_file):
            if process.poll() is not None:
                raise DatabaseError(f"PostgreSQL ended while starting:\n{self._end_of_log()}")
            if time.monotonic() > end:
                raise DatabaseError(
                    f"PostgreSQL does not answer after {seconds:.0f} s:\n{self._end_of_log()}"
                )
            time.sleep(0.02)

    def poll(self) -> int | None:
        """Give the exit code when the server has ended (and reap it), None while it runs."""
        return 0 if self._process is None else self._process.poll()

    def stop(self, *, seconds: float = 3) -> None:
        """Stop it: politely, after `seconds` at once (the next start then replays the log)."""
        process, places = self._process, self._places
        if process is None or places is None:
            return
        for number, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 5.0)):
            if process.poll() is None:
                process.send_signal(number)
            try:
                process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        wait_until_none_in(places.cluster, seconds=2)
        self._process = None

    def _run_options(self) -> dict[str, Any]:
        assert self._account is not None
        assert self._places is not None
        environment = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C", "HOME": str(self._places.home)}
        return {"cwd": self._places.home, "env": environment, **self._account.popen_options()}

    def _make_cluster(self, bin_folder: Path) -> None:
        """Make the cluster under another name and rename it: an interrupted start leaves nothing half."""
        places = self._places
        assert places is not None
        unfinished = places.home / "cluster.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run([
            str(bin_folder / "initdb"), "-D", str(unfinished), "-U", DATABASE, "--encoding=UTF8",
            f"--locale={_locale()}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--auth-local=trust", "--auth-host=reject", "--no-sync", "--no-instructions",
        ])  # fmt: skip
        single = [str(bin_folder / "postgres"), "--single", "-D", str(unfinished), "postgres"]
        self._run(single, given=f"CREATE DATABASE {DATABASE}\n")
        self._run([str(bin_folder / "initdb"), "-D", str(unfinished), "--sync-only"])
        unfinished.rename(places.cluster)

    def _run(self, command: Sequence[str], *, given: str = "") -> None:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, check=False,
            **self._run_options(),
        )  # fmt: skip
        if done.returncode != 0:
            name = Path(command[0]).name
            raise DatabaseError(f"{name} failed ({done.returncode}):\n{(done.stderr or done.stdout)[-2000:]}")

    def _clear_away_the_old(self) -> None:
        """Stop what still runs on this cluster: a server whose owner was killed, or orphaned back ends.

        postmaster.pid stays: PostgreSQL itself decides whether it is stale. One case it cannot decide: the
        number in it now belongs to a stranger or to a process that nobody reaps, as happens in containers.
        Then, with no process left on the cluster, it is set aside.
        """
        assert self._places is not None
        cluster = self._places.cluster
        lock = cluster / "postmaster.pid"
        for number, patience in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 3.0)):
            owner = _pid_in(lock)
            pids = processes_in(cluster)
            if not pids:
                break
            # To the postmaster alone while it lives: it ends the others in good order.
            send(number, [owner] if owner in pids else pids)
            if wait_until_none_in(cluster, seconds=patience if owner in pids else 1.0):
                break
        else:
            raise DatabaseError(f"An old PostgreSQL still works on {cluster} and cannot be stopped.")
        for left in (lock, self._places.socket / f"{SOCKET_NAME}.lock"):
            owner = _pid_in(left)
            if owner is not None and Path(f"/proc/{owner}").exists():
                left.rename(left.with_name(f"{left.name}.stale"))

    def _open_log(self) -> IO[bytes]:
        path = self._log_path
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path.open("ab")

    @property
    def _log_path(self) -> Path:
        return self.data_dir / "logs" / "postgres.log"

    def _end_of_log(self) -> str:
        try:
            return self._log_path.read_text(errors="replace")[-2000:]
        except OSError:
            return ""


def _pid_in(lock: Path) -> int | None:
    try:
        return int(lock.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _locale() -> str:
    """C.UTF-8 where the system has it (word characters in pg_trgm come from there), else C."""
    try:
        previous = locale.setlocale(locale.LC_CTYPE)
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        locale.setlocale(locale.LC_CTYPE, previous)
    except locale.Error:
        return "C"
    return "C.UTF-8"
