"""Open streams on one web process: delay from commit to client, memory for each; and empty answers/s."""

import argparse
import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

import orjson
from django.db import connection, transaction

from relaydesk.access.testing import an_agent
from relaydesk.platform import clock, events
from relaydesk.tickets.testing import make_ticket

ACTOR = events.ActorRef(kind="system", id=None, name="bench")
STREAMS_EACH = 25


@contextlib.contextmanager
def _server() -> Iterator[tuple[int, int]]:
    """A web process of its own; yields its port and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.background.streams", "--serve", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _cpu(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


class _Clients:
    """Streams that note when they learn of which ticket."""

    def __init__(self, port: int, tokens: list[str]) -> None:
        self.port, self.tokens = port, tokens
        self.seen: list[tuple[str, float]] = []
        self.open = 0
        self.broken = 0

    async def listen(self, number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**16)
        token = self.tokens[number % len(self.tokens)]
        writer.write(
            f"GET /api/v1/stream HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        try:
            while line := await reader.readline():
                if line.startswith(b"event: hello"):
                    self.open += 1
                elif line.startswith(b"data: {") and b'"ticket"' in line:
                    self.seen.append((orjson.loads(line[6:])["ticket"], time.time()))
        except OSError:
            self.broken += 1
        finally:
            writer.close()


def _change(ticket: Any) -> float:
    from relaydesk.tickets.events import TicketEdited

    with transaction.atomic():
        fact = TicketEdited(ticket_id=ticket.id, number=ticket.number, changes={}, ticket_version=1)
        events.record(fact, actor=ACTOR, subject=f"ticket:{ticket.id}", at=clock.now())
    return time.time()


async def _measure(count: int, rate: int, seconds: int, tokens: list[str], tickets: list[Any]) -> None:
    with _server() as (port, pid):
        clients = _Clients(port, tokens)
        warm = [asyncio.create_task(clients.listen(n)) for n in range(5)]
        await asyncio.sleep(3)
        before = _memory(pid)
        tasks = []
        for number in range(5, count):
            tasks.append(asyncio.create_task(clients.listen(number)))
            if number % 50 == 0:
                await asyncio.sleep(0.2)
        for _ in range(600):
            if clients.open >= count:
                break
            await asyncio.sleep(0.1)
        each = (_memory(pid) - before) / max(1, clients.open - 5)
        changed: dict[str, float] = {}
        used, begun = _cpu(pid), time.time()
        for number in range(rate * seconds):
            ticket = tickets[number % len(tickets)]
            changed[ticket.number] = await asyncio.to_thread(_change, ticket)
            await asyncio.sleep(max(0.0, begun + (number + 1) / rate - time.time()))
            if (number + 1) % len(tickets) == 0:
                break
        took = time.time() - begun
        await asyncio.sleep(2)
        used = _cpu(pid) - used
        delays = sorted(at - changed[number] for number, at in clients.seen if number in changed)
        print(
            f"streams: {clients.open} open, {each:.0f} kB each,"
            f" {len(changed)} changes at {len(changed) / took:.0f}/s,"
            f" {len(delays)} of {len(changed) * clients.open} told,"
            f" delay p50 {delays[len(delays) // 2] * 1000:.0f} ms, "
            f"p95 {delays[len(delays) * 95 // 100] * 1000:.0f} ms, longest {delays[-1] * 1000:.0f} ms, "
            f"{used / (took + 2) * 100:.0f} % of a core"
        )
        for task in [*warm, *tasks]:
            task.cancel()


def _tokens(count: int) -> list[str]:
    from relaydesk.access.public import make_token

    found = []
    for _ in range(-(-count // STREAMS_EACH)):
        email = f"{os.urandom(6).hex()}@bench.example"
        an_agent(email=email)
        found.append(make_token(email=email, name="bench"))
    return found


async def _answers(seconds: int, connections: int) -> None:
    """Count answers to a request that needs no database, over kept-alive connections."""
    with _server() as (port, pid):
        end, count = time.monotonic() + seconds, 0

        async def ask() -> None:
            nonlocal count
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            while time.monotonic() < end:
                writer.write(b"GET /api/v1/session HTTP/1.1\r\nHost: bench\r\n\r\n")
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                count += 1
            writer.close()

        used = _cpu(pid)
        await asyncio.gather(*(ask() for _ in range(connections)))
        used = _cpu(pid) - used
        print(
            f"empty answers: {count / seconds:.0f}/s, {used / count * 1000:.2f} ms CPU each (with log line)"
        )


def main() -> None:
    """Measure, or be the server that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    if options.serve:
        from config.web_server import listen, serve

        serve(listen("127.0.0.1", options.serve))
        return
    tokens = _tokens(options.streams)
    tickets = [make_ticket() for _ in range(options.rate * options.seconds)]
    connection.close()
    asyncio.run(_answers(5, 8))
    asyncio.run(_measure(options.streams, options.rate, options.seconds, tokens, tickets))


if __name__ == "__main__":
    main()
