"""What the tests of channels share: mails, and the ways in and out."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection

from relaydesk.channels.actions.store_intake import store_intake
from relaydesk.channels.actions.take_intake import take_intake
from relaydesk.channels.contracts import EMAIL
from relaydesk.channels.models import Intake
from relaydesk.channels.rules.mail.identity import external_key
from relaydesk.platform.clock import now
from relaydesk.platform.testing import settle

SAMPLES = Path(__file__).parent / "mail"


def sample_files() -> list[Path]:
    """All messages of the corpus: what is neither a licence nor an expected parse."""
    return sorted(
        f
        for f in SAMPLES.rglob("*")
        if f.is_file() and (f.suffix == ".eml" or f.name == "sample_output_multipart")
    )


def make_mail(
    *,
    sender: str = "王强 <wang@customer.example>",
    to: str = "support@demo.local",
    subject: str = "打印机坏了",
    body: str = "您好，打印机不能用了。",
    headers: str = "",
    message_id: str | None = "<m1@customer.example>",
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    """A mail as it comes over the wire; `headers` are further lines without the last line break."""
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: Sun, 1 Mar 2026 10:00:00 +0800\n"
    head += f"Message-ID: {message_id}\n" if message_id else ""
    head += f"{headers}\n" if headers else ""
    head += f"MIME-Version: 1.0\nContent-Type: {content_type}\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}\n{body}\n".replace("\n", "\r\n").encode()


def deliver(
    raw: bytes,
    *,
    mail_from: str = "wang@customer.example",
    rcpt_to: tuple[str, ...] = ("support@demo.local",),
) -> Intake | None:
    """Store a mail as the SMTP process does, let a worker take it, and return its row; None when it is
    known.
    """
    facts = {"mail_from": mail_from, "rcpt_to": list(rcpt_to), "peer": "192.0.2.1", "helo": "x"}
    intake_id = store_intake(channel=EMAIL, external_key=external_key(raw), raw=raw, envelope=facts, at=now())
    while take_intake():
        pass
    settle()
    return Intake.objects.get(id=intake_id) if intake_id else None


@dataclass
class Sink:
    """A real SMTP server that keeps what it gets and answers as told."""

    port: int = 0
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    on_rcpt: Callable[[str], str | None] = lambda address: None
    on_data: Callable[[int], str | None] = lambda count: None
    attempts: int = 0

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.attempts += 1
        answer = self.on_data(self.attempts)
        if answer == "close":
            assert server.transport is not None
            server.transport.abort()
            return "250 never seen"
        if answer is None:
            assert isinstance(envelope.content, bytes)
            self.mails.append((envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        return answer or "250 OK"


def serve(factory: Callable[[], Any]) -> Iterator[int]:
    """Run an SMTP server in a thread; yields its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(factory, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield server.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A relay that is configured and takes everything, until told otherwise."""
    sink = Sink()
    running = serve(lambda: SMTP(sink, enable_SMTPUTF8=True))
    sink.port = next(running)
    settings.SMTP_RELAY = f"smtp://127.0.0.1:{sink.port}"
    yield sink
    next(running, None)


@pytest.fixture
def smtp_port() -> Iterator[int]:
    """Our own SMTP server on a free port."""
    from relaydesk.channels.smtp import Intake as Handler
    from relaydesk.channels.smtp import Listener

    Listener.open_connections = 0
    with ThreadPoolExecutor(2) as threads:
        running = serve(lambda: Listener(Handler(threads)))
        yield next(running)
        next(running, None)
        # The threads keep their connections; the test database must be free of them.
        both = threading.Barrier(2, timeout=5)
        for closing in [threads.submit(lambda: (both.wait(), connection.close())) for _ in range(2)]:
            closing.result()


@pytest.fixture(autouse=True)
def _known_addresses(settings: Any) -> None:
    settings.SUPPORT_ADDRESS, settings.MAIL_DOMAIN = "support@demo.local", "demo.local"
    settings.PUBLIC_URL, settings.SMTP_RELAY = "https://desk.example", ""


__all__ = ["Sink", "deliver", "make_mail", "sample_files", "settings"]
