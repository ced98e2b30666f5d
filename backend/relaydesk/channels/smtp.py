"""The `mail` process: takes mail by SMTP, stores it raw, and says `250` only after commit.

It relays nothing: mail is taken for our own addresses only. It reads CRLF and nothing else as the end of a
line, so that
no second mail can be smuggled inside the first (CVE-2023-51764, -51765, -51766). In production it stands
behind Postfix or another
mail server, which does TLS, greylisting and authentication of senders.
"""

import asyncio
import contextlib
import logging
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError, InterfaceError, OperationalError

from relaydesk.channels.actions.store_intake import store_intake
from relaydesk.channels.contracts import EMAIL, MAX_MAIL_BYTES
from relaydesk.channels.rules.mail.identity import external_key
from relaydesk.platform import beats
from relaydesk.platform.clock import now
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.platform.errors import Problem
from relaydesk.platform.ids import uuid7

log = structlog.get_logger(__name__)

MAX_CONNECTIONS = 200
MAX_RECIPIENTS = 50
COMMAND_SECONDS = 120.0
STORING_THREADS = 4
STOP_SECONDS = 3.0
BEAT_SECONDS = 2.0
# RFC 5321 says 1,000, yet real senders write longer lines; what counts is that the line ends in CRLF.
MAX_LINE = 1 << 20


class Intake:
    """What aiosmtpd asks us about each mail."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take our own addresses, and no others: we relay for nobody."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not is_ours(address):
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; `250` promises that it will not be lost."""
        data = envelope.content
        if not isinstance(data, bytes) or has_bare_line_feed(data):
            return "550 5.6.0 A line ends in a bare LF (RFC 5321 section 2.3.8)"
        facts = {
            "mail_from": _plain(envelope.mail_from or ""),
            "rcpt_to": [_plain(address) for address in envelope.rcpt_tos],
            "peer": str(session.peer[0]) if session.peer else "",
            "helo": _plain(str(session.host_name or ""))[:255],
        }
        loop = asyncio.get_running_loop()
        try:
            name = await loop.run_in_executor(self._threads, _store, data, facts)
        except (DatabaseError, InterfaceError, Problem, OSError) as fault:
            log.error("smtp.not_stored", error=type(fault).__name__)
            return "451 4.3.0 Cannot store the mail now, try again later"
        return f"250 2.0.0 OK {name}"

    async def handle_exception(self, error: Exception) -> str:
        """Answer what nobody thought of: nothing was taken."""
        log.error("smtp.error", error=type(error).__name__)
        return "451 4.3.0 Try again later"


class Listener(SMTP):
    """One connection: CRLF only, limited in number, size and time."""

    line_length_limit = MAX_LINE
    command_size_limit = 2048
    open_connections = 0

    def __init__(self, handler: Intake) -> None:
        super().__init__(
            handler,
            data_size_limit=MAX_MAIL_BYTES,
            hostname=settings.MAIL_DOMAIN,
            ident="Relaydesk",
            enable_SMTPUTF8=True,
            timeout=COMMAND_SECONDS,
        )
        self._counted = False

    def connection_made(self, transport: Any) -> None:
        """Refuse one connection too many."""
        if Listener.open_connections >= MAX_CONNECTIONS:
            transport.write(b"421 4.7.0 Too many connections, try again later\r\n")
            transport.close()
            return
        self._counted = True
        Listener.open_connections += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count it off."""
        if self._counted:
            self._counted = False
            Listener.open_connections -= 1
            super().connection_lost(error)
        elif self._timeout_handle is not None:
            self._timeout_handle.cancel()

    def _cb_client_connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reader.__class__ = _CrlfReader
        super()._cb_client_connected(reader, writer)


class _CrlfReader(asyncio.StreamReader):
    """A reader for which only CRLF ends a line, in commands as well."""

    async def readuntil(self, separator: bytes = b"\r\n") -> bytes:  # type: ignore[override]
        return await super().readuntil(separator)


def is_ours(address: str) -> bool:
    """Tell whether mail to this address is for us: the support address, what is derived from it, and
    postmaster.
    """
    local, _, domain = address.lower().rpartition("@")
    box, _, own = settings.SUPPORT_ADDRESS.lower().rpartition("@")
    plain = local.partition("+")[0]
    if domain == own and plain == box:
        return True
    return domain in (own, settings.MAIL_DOMAIN.lower()) and plain in ("bounce", "postmaster", "abuse")


def has_bare_line_feed(data: bytes) -> bool:
    """Tell whether any LF stands without its CR."""
    return data.count(b"\n") != data.count(b"\r\n")


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")[:500]


def _store(data: bytes, facts: dict[str, Any]) -> str:
    """Store one mail over this thread's own connection, which is kept; again when the connection was dead."""
    key = external_key(data)
    try:
        intake_id = store_intake(channel=EMAIL, external_key=key, raw=data, envelope=facts, at=now())
    except (OperationalError, InterfaceError):
        forget_broken_connections()
        intake_id = store_intake(channel=EMAIL, external_key=key, raw=data, envelope=facts, at=now())
    except BaseException:
        connection.close()
        raise
    return str(intake_id) if intake_id else "known already"


def main(*, host: str, port: int) -> None:
    """Take mail until SIGTERM or SIGINT.

    Args:
        host: address to listen on.
        port: 25 in production; above 1,024 for an ordinary user.

    Raises:
        OSError: the port is taken.
    """
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it names addresses and commands
    asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
    threads = ThreadPoolExecutor(STORING_THREADS, thread_name_prefix="store")
    handler = Intake(threads)
    server = await loop.create_server(lambda: Listener(handler), host, port, family=_family(host))
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(ended,), name="beat", daemon=True)
    beating.start()
    log.info("smtp.started", host=host, port=port)
    await stop.wait()
    server.close()
    ended.set()
    # What is being stored is finished and acknowledged; who is in the middle of a mail tries again.
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(loop.run_in_executor(None, threads.shutdown), STOP_SECONDS)
    await asyncio.sleep(0.05)
    log.info("smtp.stopped")


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _beat(ended: threading.Event) -> None:
    """Say every other second that this process lives."""
    process_id = uuid7()
    while not ended.is_set():
        try:
            beats.beat(process_id, "mail")
        except Exception as fault:
            log.warning("smtp.no_beat", error=type(fault).__name__)
        finally:
            connection.close()
        ended.wait(BEAT_SECONDS)
