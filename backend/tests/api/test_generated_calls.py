"""Calls that are generated from the OpenAPI document: whatever they hold, none may be a 500.

`./relaydesk drill calls` tries every border of every parameter besides, which takes minutes.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.drills.calls import AT_RANDOM, call_all, faults, scan
from bench.instance import Instance

pytestmark = [pytest.mark.slow, pytest.mark.drill]


@pytest.fixture(scope="module")
def instance(furnished: Path) -> Iterator[Instance]:
    """One of its own: the calls change names of teams, targets of policies and whatever else they may."""
    with Instance(copy_of=furnished, demo=True) as running:
        yield running


def test_no_generated_call_is_a_server_error(instance: Instance) -> None:
    done = call_all(instance, AT_RANDOM)
    assert done.returncode == 0, faults(done, instance)
    assert "generated" in done.stdout


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Planted", "version": "1"},
    "paths": {
        "/search": {
            "get": {
                "parameters": [{"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "found"}, "422": {"description": "refused"}},
            }
        }
    },
}


class Planted(BaseHTTPRequestHandler):
    """A server with a fault that only some strings reach."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
        body = json.dumps(DOCUMENT).encode() if self.path.startswith("/openapi.json") else b"{}"
        self.send_response(500 if not query.isascii() else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_scanner_finds_a_planted_server_error() -> None:
    """A scanner that finds nothing proves nothing unless it finds what is there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Planted)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        done = scan(f"http://127.0.0.1:{server.server_port}/openapi.json", *AT_RANDOM)
    finally:
        server.shutdown()
    assert done.returncode == 1
    assert "Server error" in done.stdout
