"""Django's WSGI application behind an ASGI server.

Requests are received here, in the event loop, and reach one of a few threads only when they are complete: a
client that sends slowly costs no thread, and a body over the limit is refused before it is in memory. A plain
answer goes back in one step, a file by its descriptor without holding the thread; only a generator keeps it
to the end.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from relaydesk.platform import errors
from relaydesk.platform.http.problems import problem_response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Wsgi = Callable[..., Iterable[bytes]]

THREADS = 16
MAX_WAITING = 1000
MAX_BODY = 30 * 1024 * 1024
IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024
BODY_SECONDS = 30.0  # between two pieces of a body
DRAIN_SECONDS = 15.0
SEND_SECONDS = 60.0


class Gone(Exception):
    """The client went away."""


class _FileAnswer:
    """`wsgi.file_wrapper` (PEP 3333): marks an answer that is an open file."""

    def __init__(self, file: IO[bytes], block_size: int = CHUNK) -> None:
        self.file = file

    def __iter__(self) -> "_FileAnswer":
        return self

    def __next__(self) -> bytes:
        data = self.file.read(CHUNK)
        if not data:
            raise StopIteration
        return data

    def close(self) -> None:
        close = getattr(self.file, "close", None)
        if close is not None:
            close()


@dataclass(slots=True)
class _Answer:
    """What the thread hands back: a status line, headers, and a body or the descriptor of an open file."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    descriptor: int | None = None
    started: bool = False


class WsgiBridge:
    """An ASGI application that serves a WSGI one. Threads begin with the first request: forking is safe."""

    def __init__(self, application: Wsgi) -> None:
        self.application = application
        self._threads: ThreadPoolExecutor | None = None
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        try:
            body, length = await self._receive_body(scope, receive)
        except errors.Problem as problem:
            await send_problem(send, problem)
            return
        except Gone:
            return
        if self._waiting >= MAX_WAITING:
            await send_problem(send, errors.Unavailable("Too many requests wait.", code="overloaded"))
            return
        self._waiting += 1
        try:
            await self._serve(scope, body, length, send)
        finally:
            self._waiting -= 1
            if body is not None:
                body.close()

    async def _serve(self, scope: Scope, body: IO[bytes] | None, length: int | None, send: Send) -> None:
        loop = asyncio.get_running_loop()
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        environ = _environ(scope, body, length)

        def forward(message: MutableMapping[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(_send(send, message), loop).result(SEND_SECONDS)

        answer = await loop.run_in_executor(self._threads, Context().run, self._call, environ, forward)
        if answer.started:
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.descriptor is None:
            await send({"type": "http.response.body", "body": answer.body})
        else:
            await self._send_file(answer.descriptor, send)

    async def _send_file(self, descriptor: int, send: Send) -> None:
        loop = asyncio.get_running_loop()
        offset = 0
        try:
            while True:
                data = await loop.run_in_executor(self._threads, os.pread, descriptor, CHUNK, offset)
                offset += len(data)
                more = len(data) == CHUNK
                await asyncio.wait_for(
                    send({"type": "http.response.body", "body": data, "more_body": more}), SEND_SECONDS
                )
                if not more:
                    return
        finally:
            os.close(descriptor)

    def _call(self, environ: dict[str, Any], forward: Callable[[MutableMapping[str, Any]], None]) -> _Answer:
        """Run the application in a thread."""
        answer = _Answer()

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[..., None]:
            answer.status = int(status.split(" ", 1)[0])
            answer.headers = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]
            return lambda data: None

        result = self.application(environ, start_response)
        try:
            descriptor = _descriptor_of(result)
            if descriptor is not None:
                answer.descriptor = os.dup(descriptor)
            elif getattr(result, "streaming", False) or isinstance(result, _FileAnswer):
                _stream(result, answer, forward)
            else:
                answer.body = b"".join(result)
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()
        return answer

    async def _receive_body(self, scope: Scope, receive: Receive) -> tuple[IO[bytes] | None, int | None]:
        """Take the whole body: small ones in memory, larger ones in a temporary file.

        Raises:
            TooLarge: it passes the limit; what the client still sends is read and thrown away for a while,
            for
                a client that is cut off while sending does not see the answer.
            Gone: the client went away.
        """
        headers = dict(scope["headers"])
        declared = headers.get(b"content-length")
        if declared is None and b"transfer-encoding" not in headers and scope["http_version"].startswith("1"):
            return None, None
        if declared is not None and (not declared.isdigit() or int(declared) > MAX_BODY):
            if headers.get(b"expect", b"").lower() != b"100-continue":
                await _drain(receive)
            raise errors.TooLarge(data={"limit_bytes": MAX_BODY})
        body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by the caller
        length, more = 0, True
        try:
            while more:
                message = await _next(receive)
                data = message.get("body", b"")
                more = message.get("more_body", False)
                length += len(data)
                if length > MAX_BODY:
                    await _drain(receive)
                    raise errors.TooLarge(data={"limit_bytes": MAX_BODY})
                body.write(data)
            if declared is not None and length != int(declared):
                raise Gone
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body, length


async def _next(receive: Receive) -> MutableMapping[str, Any]:
    try:
        message = await asyncio.wait_for(receive(), BODY_SECONDS)
    except TimeoutError:
        raise Gone from None
    if message["type"] != "http.request":
        raise Gone
    return message


async def _drain(receive: Receive) -> None:
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while (await _next(receive)).get("more_body", False):
                pass
    except (TimeoutError, Gone):
        return


async def _send(send: Send, message: MutableMapping[str, Any]) -> None:
    await send(message)


def _stream(
    result: Iterable[bytes], answer: _Answer, forward: Callable[[MutableMapping[str, Any]], None]
) -> None:
    answer.started = True
    forward({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    for data in result:
        forward({"type": "http.response.body", "body": data, "more_body": True})
    forward({"type": "http.response.body", "body": b""})


def _descriptor_of(result: Iterable[bytes]) -> int | None:
    """Return the descriptor of a regular file that is the whole answer, positioned at its beginning."""
    if not isinstance(result, _FileAnswer):
        return None
    try:
        descriptor = result.file.fileno()
        return descriptor if result.file.tell() == 0 and os.path.isfile(descriptor) else None  # noqa: PTH113
    except (AttributeError, OSError, ValueError):
        return None


def _environ(scope: Scope, body: IO[bytes] | None, length: int | None) -> dict[str, Any]:
    """Build the WSGI environment (PEP 3333). Header names with an underscore, which could pose as others,
    are dropped.
    """
    raw_path = scope.get("raw_path")
    path = (
        unquote_to_bytes(raw_path.split(b"?")[0])
        if raw_path
        else scope["path"].encode("utf-8", "surrogateescape")
    )
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": str((scope.get("client") or ("",))[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body if body is not None else BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _FileAnswer,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if key in environ and key != "CONTENT_LENGTH":
            text = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + text
        environ[key] = text
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    if length is not None:
        environ["CONTENT_LENGTH"] = str(length)
    return environ


async def send_problem(send: Send, problem: errors.Problem) -> None:
    """Answer with a problem document (RFC 9457) without going through Django."""
    response = problem_response(problem)
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.items()]
    headers += [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    headers.append((b"content-length", str(len(response.content)).encode()))
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.content})
