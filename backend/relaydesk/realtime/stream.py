"""`GET /api/v1/stream`: server-sent events (WHATWG HTML, section 9.2) for the desk."""

import asyncio
import contextlib
from collections.abc import Mapping
from urllib.parse import parse_qs

import structlog
from django.db import DatabaseError
from django.http.cookie import parse_cookie

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.platform import errors
from relaydesk.platform.followers import Cursor
from relaydesk.platform.wsgi_bridge import Receive, Scope, Send, send_problem
from relaydesk.realtime.changes import changes_of, readable
from relaydesk.realtime.hub import Client, Hub
from relaydesk.realtime.log_reader import replay

log = structlog.get_logger(__name__)

STREAM_PATH = "/api/v1/stream"
HEARTBEAT_SECONDS = 15.0
JOIN_SECONDS = 5.0
SEND_SECONDS = 30.0
MAX_STREAMS = 10_000
MAX_STREAMS_PER_ACCOUNT = 30
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
# Told to a browser that missed too much: load what is on the screen anew.
RESYNC = b"event: resync\ndata: {}\n"


class EventStream:
    """The ASGI application of the stream. It makes its hub with the first connection."""

    def __init__(self) -> None:
        self._hub: Hub | None = None

    async def close(self) -> None:
        """End all streams: the server is about to stop."""
        if self._hub is not None:
            await self._hub.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one stream until the client leaves or loses the right to it."""
        if self._hub is None:
            self._hub = Hub()
        hub, headers = self._hub, dict(scope["headers"])
        try:
            if scope["method"] != "GET":
                raise errors.MethodNotAllowed(allowed="GET")
            client = await _admit(hub, headers)
        except errors.Problem as problem:
            await send_problem(send, problem)
            return
        except (DatabaseError, TimeoutError) as error:
            log.warning("realtime.refused", exc_info=error)
            await send_problem(send, errors.Unavailable(code="database_unavailable"))
            return
        try:
            await _serve(hub, client, _last_event_id(scope, headers), receive, send)
        except (TimeoutError, OSError, asyncio.CancelledError):
            return  # the client does not read, or is gone; or the server stops and browsers will come again
        finally:
            hub.leave(client)


async def _admit(hub: Hub, headers: Mapping[bytes, bytes]) -> Client:
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    authorization = headers[b"authorization"].decode("latin-1") if b"authorization" in headers else None

    def check() -> Actor | None:
        return access.actor_from_headers(cookies, authorization)

    actor = await hub.in_thread(check)
    if actor is None:
        raise errors.Unauthorized
    own = sum(client.actor.account_id == actor.account_id for client in hub.clients)
    if own >= MAX_STREAMS_PER_ACCOUNT:
        raise errors.RateLimited(30, "Too many open streams of one account.")
    if len(hub.clients) >= MAX_STREAMS:
        raise errors.Unavailable("Too many open streams.", code="overloaded")
    client = Client(actor=actor, check=check)
    try:
        async with asyncio.timeout(JOIN_SECONDS):
            await hub.join(client)
    except BaseException:
        hub.leave(client)
        raise
    return client


async def _serve(hub: Hub, client: Client, last_id: str | None, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    missed = b"" if last_id is None else await _missed(hub, client, last_id)
    # The greeting comes after it: a line that breaks before leaves the browser at the place where it was.
    hello = f"retry: 1000\nid: {client.position}\nevent: hello\ndata: {{}}\n\n".encode()
    await _push(send, missed + hello)
    gone = asyncio.create_task(_until_disconnect(receive, client))
    try:
        while not client.closed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await client.wake.wait()
            client.wake.clear()
            if not client.closed:
                await _push(send, _block(client) or b": still here\n\n")
        if not gone.done():
            await send(
                {"type": "http.response.body", "body": b"event: bye\ndata: {}\n\n", "more_body": False}
            )
    finally:
        gone.cancel()


async def _push(send: Send, data: bytes) -> None:
    """Send, but not to one who does not read: the timeout ends the stream, and its memory with it."""
    async with asyncio.timeout(SEND_SECONDS):
        await send({"type": "http.response.body", "body": data, "more_body": True})


def _block(client: Client) -> bytes:
    """Everything pending as one piece; with its last part the place to continue from."""
    parts = []
    if client.overrun:
        parts.append(RESYNC)
    parts += [b"event: change\ndata: " + data + b"\n" for data in client.pending.values()]
    client.pending.clear()
    client.overrun = False
    if not parts:
        return b""
    parts[-1] = b"id: " + client.position.encode() + b"\n" + parts[-1]
    return b"".join(part + b"\n" for part in parts)


async def _missed(hub: Hub, client: Client, last_id: str) -> bytes:
    cursor = Cursor.parse(last_id)
    facts = await hub.in_thread(lambda: replay(cursor)) if cursor is not None else None
    if facts is None:
        return b"id: " + client.position.encode() + b"\n" + RESYNC + b"\n"
    changes = await hub.in_thread(lambda: changes_of(facts))
    client.offer(readable(client.actor, changes), client.position)
    return _block(client) or b": nothing missed\n\n"


async def _until_disconnect(receive: Receive, client: Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.close()


def _last_event_id(scope: Scope, headers: Mapping[bytes, bytes]) -> str | None:
    """The header that a browser repeats by itself, or the parameter of a page that reconnects on its own."""
    if b"last-event-id" in headers:
        return headers[b"last-event-id"].decode("latin-1")
    given = parse_qs(scope["query_string"].decode("latin-1")).get("last_event_id")
    return given[0] if given else None
