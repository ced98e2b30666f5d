"""Calls that schemathesis generates from the OpenAPI document: whatever they hold, none may be a 500."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.instance import Instance

pytestmark = [pytest.mark.slow, pytest.mark.drill]

# A made-up cursor or a key used again is refused on purpose, so "valid" calls may be refused; signing out or
# failing to sign in again and again would end the run.
CHECKS = ",".join(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
)
# Every border of every parameter, for the sake of faults alone; then calls made at random, whose answers must
# be as the document says.
EVERY_BORDER = ("--phases", "examples,coverage", "--checks", "not_a_server_error")
AT_RANDOM = ("--phases", "fuzzing", "--max-examples", "4", "--seed", "1", "--checks", CHECKS)


def schemathesis(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "schemathesis"
    command = [str(program), "run", url, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    """One of its own: the calls change names of teams, targets of policies and whatever else they may."""
    with Instance(demo=True) as running:
        yield running


@pytest.mark.parametrize("phase", [EVERY_BORDER, AT_RANDOM], ids=["every_border", "at_random"])
def test_no_generated_call_is_a_server_error(instance: Instance, phase: tuple[str, ...]) -> None:
    url = f"http://127.0.0.1:{instance.port}/api/v1/openapi.json"
    header = f"Authorization: Bearer {instance.token()}"
    done = schemathesis(url, "--header", header, "--exclude-path", "/api/v1/session", *phase)
    faults = [part for part in re.split(r"\n(?=_{5,} )", done.stdout) if "Test Case ID" in part]
    traces = [
        line for line in instance.output().splitlines() if '"status":500' in line or '"exception"' in line
    ]
    assert done.returncode == 0, "\n".join([*faults, *traces, done.stdout[-2000:], done.stderr[-1000:]])
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
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        done = schemathesis(f"http://127.0.0.1:{server.server_port}/openapi.json", *AT_RANDOM)
    finally:
        server.shutdown()
    assert done.returncode == 1
    assert "Server error" in done.stdout
