import asyncio
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest

from relaydesk.platform import wsgi_bridge
from relaydesk.platform.wsgi_bridge import WsgiBridge

SCOPE = {"type": "http", "method": "POST", "http_version": "1.1", "path": "/x", "query_string": b""}


def serve(
    application: Callable[..., Iterable[bytes]],
    pieces: list[bytes],
    headers: list[tuple[bytes, bytes]],
    **scope: Any,
) -> tuple[int, bytes, int]:
    """Send one request in pieces; return status, body, and how many pieces of the body were taken."""
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    total = len(waiting)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def run() -> None:
        await WsgiBridge(application)({**SCOPE, **scope, "headers": headers}, receive, send)

    asyncio.run(run())
    body = b"".join(message.get("body", b"") for message in sent)
    return (sent[0]["status"] if sent else 0), body, total - len(waiting)


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/json")])
    names = {key: value for key, value in environ.items() if isinstance(value, str)}
    return [orjson.dumps({**names, "body": environ["wsgi.input"].read().decode("latin-1")})]


def test_a_body_arrives_whole_whether_its_length_is_told_or_not() -> None:
    for headers in ([(b"content-length", b"6")], [(b"transfer-encoding", b"chunked")]):
        status, body, _ = serve(echo, [b"abc", b"def"], headers)
        answer = orjson.loads(body)
        assert (status, answer["body"], answer["CONTENT_LENGTH"]) == (200, "abcdef", "6")


def test_paths_and_headers_keep_their_bytes_and_underscores_cannot_pose_as_hyphens() -> None:
    headers = [
        (b"x-user", b"a"),
        (b"x_user", b"b"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-t", b"\xe9"),
    ]
    _, body, _ = serve(echo, [], headers, raw_path=b"/%E5%B7%A5%FF", query_string=b"q=\xff")
    answer = orjson.loads(body)
    assert answer["PATH_INFO"].encode("latin-1") == b"/\xe5\xb7\xa5\xff"
    assert answer["QUERY_STRING"].encode("latin-1") == b"q=\xff"
    assert (answer["HTTP_X_USER"], answer["HTTP_COOKIE"], answer["HTTP_X_T"]) == ("a", "a=1; b=2", "é")


@pytest.mark.parametrize("headers", [[(b"content-length", b"3000")], [(b"transfer-encoding", b"chunked")]])
def test_too_long_a_body_is_refused_after_it_was_let_run_out(
    monkeypatch: pytest.MonkeyPatch, headers: list[tuple[bytes, bytes]]
) -> None:
    monkeypatch.setattr(wsgi_bridge, "MAX_BODY", 1000)
    status, body, taken = serve(echo, [b"x" * 1000] * 3, headers)
    assert status == 413
    assert orjson.loads(body)["code"] == "too_large"
    assert taken == 4, "the client could send everything, so it reads the answer"


def test_one_who_asks_first_is_refused_without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi_bridge, "MAX_BODY", 1000)
    status, _, taken = serve(echo, [b"x"], [(b"content-length", b"3000"), (b"expect", b"100-continue")])
    assert (status, taken) == (413, 0)


def test_a_body_that_breaks_off_never_reaches_the_application() -> None:
    def fail(environ: Any, start_response: Any) -> Iterable[bytes]:
        raise AssertionError("must not be called")

    assert serve(fail, [b"abc"], [(b"content-length", b"10")])[0] == 0


def test_files_and_generators_are_sent_in_pieces_and_closed(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    (tmp_path / "file").write_bytes(content)
    opened: list[io.BufferedReader] = []

    def file(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        opened.append((tmp_path / "file").open("rb"))
        answer: Iterable[bytes] = environ["wsgi.file_wrapper"](opened[0])
        return answer

    assert serve(file, [], [])[:2] == (200, content)
    assert opened[0].closed

    class Stream:
        streaming = True
        closed = False

        def __iter__(self) -> Iterable[bytes]:  # type: ignore[misc]
            yield b"a"
            yield b"b"

        def close(self) -> None:
            Stream.closed = True

    def stream(environ: Any, start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("201 Created", [])
        return Stream()  # type: ignore[return-value]

    assert serve(stream, [], [])[:2] == (201, b"ab")
    assert Stream.closed
