"""Starts a whole Relaydesk of its own for a measurement or a drill, and stops it again."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import config
from bench.load import Client
from bench.ports import free_port
from bench.processor_time import descendants
from relaydesk.platform.embedded_database import url_of_running

READY_SECONDS = 180
ADMINISTRATOR = "admin@demo.local"


class Instance:
    """One `relaydesk up` with its own data, ports and database."""

    def __init__(
        self,
        *,
        data: Path | None = None,
        demo: bool = False,
        relay_port: int | None = None,
        copy_of: Path | None = None,
    ) -> None:
        """Choose its ports and its data folder; nothing runs yet.

        Args:
            data: the folder to use and to keep; without it a new one, removed at the end.
            demo: whether it starts with demo data, when it is new.
            relay_port: of the SMTP relay on this machine that gets its mail; without it, its outbox does.
            copy_of: the data folder of an instance that has stopped; this one begins with a copy of it.
        """
        self._own_data = data is None
        self.data = data or Path(tempfile.mkdtemp(prefix="relaydesk-bench-"))
        self.data.mkdir(parents=True, exist_ok=True)
        if self._own_data:
            # Another account runs the database for root: where it can get there, the cluster lies inside.
            self.data.chmod(0o711)
        if copy_of is not None:
            # The owners stay: Python's own copying would make them all root.
            subprocess.run(["/bin/cp", "-a", f"{copy_of}/.", str(self.data)], check=True)
        self.port, self.smtp_port = free_port(), free_port()
        self.demo = demo
        self.environment = {**os.environ, "RELAYDESK_DATA": str(self.data)}
        # It brings its own database, whatever server the caller uses, and the code that the caller runs.
        self.environment.pop("DATABASE_URL", None)
        self.environment["PYTHONPATH"] = str(Path(config.__file__).resolve().parent.parent)
        self.environment["RELAYDESK_SMTP_RELAY"] = f"smtp://127.0.0.1:{relay_port}" if relay_port else ""
        self.environment["RELAYDESK_PUBLIC_URL"] = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self._tokens: dict[str, str] = {}

    def start(self) -> None:
        """Start and wait until a request would succeed.

        Raises:
            RuntimeError: it ended or was not ready in time.
        """
        command = [sys.executable, "-m", "config.cli", "up", "--data", str(self.data)]
        command += ["--port", str(self.port), "--smtp-port", str(self.smtp_port)]
        if not self.demo:
            command.append("--no-demo")
        log = (self.data / "bench.log").open("w")
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit:
            if re.search(r"^ready http", self.output(), re.MULTILINE):
                self._set_up()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"the instance did not become ready:\n{self.output()[-3000:]}")

    def _set_up(self) -> None:
        """Become its administrator by the set-up link, as a person would; nothing when there is one."""
        link = self.data / "set-up-link.txt"
        if not link.exists():
            return
        body = {
            "token": link.read_text().strip().partition("token=")[2],
            "name": "Administrator",
            "email": ADMINISTRATOR,
            "password": secrets.token_urlsafe(24),
        }
        Client(self.port, "").call("POST", "/api/v1/set-up", body)

    def output(self) -> str:
        """Everything that it has printed so far."""
        return (self.data / "bench.log").read_text(errors="replace")

    def stop(self) -> None:
        """Stop it and remove its data if they were made here."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        if self._own_data:
            shutil.rmtree(self.data, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The process id of the supervisor."""
        assert self.process is not None
        return self.process.pid

    def token(self, email: str = ADMINISTRATOR) -> str:
        """An API token for the account with this address, made when it is first asked for."""
        if email not in self._tokens:
            self._tokens[email] = self._new_token(email)
        return self._tokens[email]

    def _new_token(self, email: str) -> str:
        command = [sys.executable, "-m", "config.cli", "token", email, "--data", str(self.data)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"no token: {done.stderr[-2000:]}")
        return done.stdout.strip().splitlines()[-1]

    def database_url(self) -> str:
        """The address of its database.

        Raises:
            RuntimeError: it does not run.
        """
        url = url_of_running(self.data)
        if not url:
            raise RuntimeError("the database does not run")
        return url

    def processes(self, role: str) -> list[int]:
        """The process ids of a role just now: web, worker, mail, or postgres (its first process)."""
        name = "postgres" if role == "postgres" else f"rd-{role}"
        return [one.pid for one in descendants(self.pid) if one.name == name and one.parent == self.pid]

    def __enter__(self) -> "Instance":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
