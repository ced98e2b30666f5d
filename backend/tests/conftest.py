"""What all tests of the whole system share: one running instance, and a relay that keeps its mail."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.instance import Instance
from bench.smtp_sink import SmtpSink


@pytest.fixture(scope="session")
def sink() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def instance(sink: SmtpSink) -> Iterator[Instance]:
    """One `relaydesk up` with demo data and a database of its own."""
    with Instance(demo=True, relay_port=sink.port) as running:
        yield running


@pytest.fixture(scope="session")
def sign_ins(instance: Instance) -> dict[str, str]:
    """Address → password of the demo accounts."""
    found = json.loads((Path(instance.data) / "demo-sign-ins.json").read_text())
    return {one["email"]: one["password"] for one in found}
