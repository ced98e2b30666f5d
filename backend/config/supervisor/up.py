"""`relaydesk up`: start everything, keep it running, stop it cleanly."""

import gc
import os
import socket
import sys
import time
from collections.abc import Callable
from signal import SIGKILL, SIGTERM

from config.keys import make_key_file
from config.supervisor import messages
from config.supervisor.child import Child, end_of, rotate
from config.supervisor.lock import DataLock
from config.supervisor.options import Refusal, UpOptions
from config.supervisor.signals import Signals, StopRequest
from relaydesk.platform.embedded_database import DatabaseError, EmbeddedDatabase

READY_SECONDS = 120.0  # for the first start on a slow disk
STOP_SECONDS = 2.5  # for the children; the database then gets its own 2 s
MOST_FAILURES_BEFORE_READY = 4
LOG_CHECK_SECONDS = 30.0


def up(options: UpOptions) -> int:
    """Run Relaydesk until SIGTERM or Ctrl-C.

    Args:
        options: where the data lie, which ports, demo or not.

    Returns:
        The exit code: 0 after an orderly stop, 1 when it could not start.
    """
    signals = Signals()
    try:
        with DataLock(options.data_dir) as lock:
            return _Supervisor(options, signals, lock).run()
    except (Refusal, DatabaseError) as error:
        print(f"relaydesk: {error}", file=sys.stderr)
        return 1
    except StopRequest:
        return 0


class _Supervisor:
    def __init__(self, options: UpOptions, signals: Signals, lock: DataLock) -> None:
        self.options = options
        self.signals = signals
        self.lock = lock
        self.listener: socket.socket | None = None
        self.database: EmbeddedDatabase | None = None
        self.children: list[Child] = []
        self._database_due = 0.0
        self._logs_due = 0.0

    def run(self) -> int:
        try:
            self._claim()
            self._start_database()
            self._prepare()
            self._start_children()
            self.signals.interrupts = False
            self._wait_until_ready()
            while not self.signals.stop:
                self._watch()
        finally:
            self._stop()
        return 0

    def _claim(self) -> None:
        options = self.options
        os.umask(0o077)  # what we keep is nobody else's; the database folder has an owner of its own
        self.listener = _listen(options)
        make_key_file(options.data_dir)
        (options.data_dir / "logs").mkdir(mode=0o700, exist_ok=True)
        os.environ["RELAYDESK_DATA"] = str(options.data_dir)
        os.environ.setdefault("RELAYDESK_PUBLIC_URL", options.address)

    def _start_database(self) -> None:
        if not os.environ.get("DATABASE_URL"):
            self.database = EmbeddedDatabase(self.options.data_dir)
            self.database.launch()
            os.environ["RELAYDESK_OWNER_DATABASE_URL"] = self.database.url
            os.environ["DATABASE_URL"] = self.database.running_url
        _load_program()  # while the database starts
        if self.database is not None:
            self.database.wait_ready()

    def _prepare(self) -> None:
        from config.supervisor.children import preparing

        child = self._child("prepare", preparing(self.options))
        child.log.unlink(missing_ok=True)
        child.start()
        while not child.reap():
            self.signals.sleep(1)
        if child.exit_code:
            raise Refusal(f"The database could not be prepared:\n{end_of(child.log)}")

    def _start_children(self) -> None:
        from config.supervisor import children

        assert self.listener is not None
        self.children = [
            self._child("web", children.web(self.listener)),
            self._child("worker", children.worker),
            self._child("mail", children.mail(self.options)),
        ]
        gc.collect()
        gc.freeze()  # the collector would touch, and so copy, the pages that the children share
        for child in self.children:
            child.start()

    def _child(self, name: str, work: Callable[[], None]) -> Child:
        log = self.options.data_dir / "logs" / f"{name}.log"
        return Child(name, work, log, self._forget_what_is_the_supervisors)

    def _forget_what_is_the_supervisors(self) -> None:
        self.lock.forget()
        self.signals.close_after_fork()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while not self.signals.stop:
            if messages.answers(self.options.address):
                messages.print_ready(self.options)
                return
            for child in self.children:
                if child.failures >= MOST_FAILURES_BEFORE_READY:
                    raise Refusal(f"The {child.name} process does not start:\n{end_of(child.log)}")
            if time.monotonic() > end:
                raise Refusal(f"No answer from {self.options.address} after {READY_SECONDS:.0f} s.")
            self._watch(longest=0.05)

    def _watch(self, *, longest: float = 5.0) -> None:
        """Start again what has died; then sleep until something happens."""
        waits = [longest, self._mend_database()]
        for child in self.children:
            if child.reap():
                messages.note(f"{child.name} ended and is started again; see {child.log}")
            pause = child.waits
            if pause is None:
                continue
            if pause <= 0:
                child.start()
            else:
                waits.append(pause)
        if time.monotonic() > self._logs_due:
            self._logs_due = time.monotonic() + LOG_CHECK_SECONDS
            for child in self.children:
                rotate(child.log)
        self.signals.sleep(min(waits))

    def _mend_database(self) -> float:
        """Start the database again when it has died; tell in how many seconds to look again."""
        database = self.database
        if database is None or database.poll() is None:
            return 60.0
        if time.monotonic() < self._database_due:
            return self._database_due - time.monotonic()
        messages.note("the database ended and is started again")
        self._database_due = time.monotonic() + 1.0
        try:
            database.launch()
        except (DatabaseError, OSError) as error:
            messages.note(f"the database cannot be started: {error}")
            self._database_due = time.monotonic() + 5.0
        return 0.5

    def _stop(self) -> None:
        self.signals.interrupts = False
        for child in self.children:
            child.send(SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while any(child.pid is not None for child in self.children):
            for child in self.children:
                child.reap()
                if time.monotonic() > end:
                    child.send(SIGKILL)
            time.sleep(0.01)
        if self.database is not None:
            self.database.stop(seconds=1.5)
        if self.listener is not None:
            self.listener.close()


def _listen(options: UpOptions) -> socket.socket:
    from config.web_server import listen

    for port, option in ((options.smtp_port, "--smtp-port"), (options.port, "--port")):
        try:
            listener = listen(options.host, port)
        except OSError as error:
            raise Refusal(
                f"Cannot listen on {options.host}:{port}: {error.strerror}. Choose another with {option}."
            ) from error
        if option == "--smtp-port":
            listener.close()  # only asked; the mail process opens its own
    return listener


def _load_program() -> None:
    """Load what the children run, once for all of them. Opens no connection and starts no thread."""
    from importlib import import_module

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for name in (
        "config.urls",
        "config.web_server",
        "config.asgi",
        "relaydesk.platform.worker",
        "relaydesk.channels.smtp",
    ):
        import_module(name)
