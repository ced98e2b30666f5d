import asyncio
import contextlib
from typing import Any

import orjson

from relaydesk.realtime.stream import STREAM_PATH, EventStream

# How long to wait for what must come: it mostly takes milliseconds, and on a busy machine much more.
SOON = 15.0


class Browser:
    """A client of the stream, without a network between."""

    def __init__(
        self, stream: EventStream, headers: dict[str, str], *, method: str = "GET", query: str = ""
    ) -> None:
        self.status = 0
        self.text = b""
        self.read = 0
        self._news = asyncio.Event()
        self._gone = asyncio.Event()
        self.reading = asyncio.Event()
        self.reading.set()
        scope = {
            "type": "http",
            "method": method,
            "path": STREAM_PATH,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        self.task = asyncio.create_task(stream(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.reading.wait()
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"")
        self._news.set()

    async def blocks(self, count: int, seconds: float = SOON) -> list[dict[str, str]]:
        """Wait for the next `count` events of the stream."""
        async with asyncio.timeout(seconds):
            while len(found := self._parsed()) < self.read + count:
                self._news.clear()
                await self._news.wait()
        self.read += count
        return found[self.read - count : self.read]

    async def changes(self, count: int, seconds: float = SOON) -> list[dict[str, Any]]:
        """Wait for `count` changes."""
        return [orjson.loads(block["data"]) for block in await self.blocks(count, seconds)]

    async def hears(self, number: str, name: str, seconds: float = SOON) -> dict[str, Any]:
        """Wait for one change. Others may come first: a stream may tell again what is a moment old."""
        async with asyncio.timeout(seconds):
            while True:
                [change] = await self.changes(1, seconds)
                if (change["ticket"], change["name"]) == (number, name):
                    return change

    async def nothing(self, seconds: float = 0.7) -> None:
        """Make sure that no event comes."""
        await asyncio.sleep(seconds)
        assert self._parsed()[self.read :] == []

    def _parsed(self) -> list[dict[str, str]]:
        pieces = [piece for piece in self.text.decode().split("\n\n")[:-1] if not piece.startswith(":")]
        return [dict(line.split(": ", 1) for line in piece.split("\n")) for piece in pieces]

    async def leave(self) -> None:
        """Close the window."""
        self._gone.set()
        self.reading.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait_for(self.task, SOON)
