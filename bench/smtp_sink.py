"""A real SMTP server that keeps what it is given: the other end of our relay."""

import threading
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import Any

from aiosmtpd.controller import Controller

from bench.ports import free_port

LIMIT = 60_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """One delivered mail."""

    sender: str
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    raw: bytes


class SmtpSink:
    """Collects mail in memory; start with `start()`, end with `stop()`."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self._lock = threading.Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(), data_size_limit=LIMIT)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep one mail (called by aiosmtpd)."""
        raw = bytes(envelope.content)
        headers = BytesHeaderParser().parsebytes(raw)
        mail = Received(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            message_id=str(headers["Message-ID"] or ""),
            subject=str(headers["Subject"] or ""),
            raw=raw,
        )
        with self._lock:
            self.received.append(mail)
        return "250 kept"

    @property
    def port(self) -> int:
        """The port that the sink listens on."""
        return int(self._controller.port)

    def start(self) -> None:
        """Listen in a thread of its own."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()

    def mails(self) -> list[Received]:
        """A copy of what has come in so far."""
        with self._lock:
            return list(self.received)
