"""What all tests of the whole system share: one running instance, and a relay that keeps its mail."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from bench.instance import Instance
from bench.smtp_sink import SmtpSink
from tests.shared import SHARED

# Where all processes of one run find the furnished data: the first that comes by here makes the folder.
FOLDER = "RELAYDESK_TEST_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="relaydesk-run-")
        folder = Path(os.environ[FOLDER])
        folder.chmod(0o711)
        config.add_cleanup(lambda: _forget(folder))


def _forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.pop(FOLDER, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Stop what the browser tests share when the last of them is over: the others need the processors."""
    yield
    browsers = item.get_closest_marker("browser") is not None
    if browsers and nextitem is not None and nextitem.get_closest_marker("browser") is None:
        for one in SHARED:
            one.stop()


@pytest.fixture(scope="session")
def furnished() -> Path:
    """The data of an installation with demo data, made once in a run and never used itself: take a copy."""
    folder = Path(os.environ[FOLDER])
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            with Instance(data=folder / "data", demo=True):
                pass
            done.touch()
    return folder / "data"


@pytest.fixture(scope="session")
def sink() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def instance(furnished: Path, sink: SmtpSink) -> Iterator[Instance]:
    """One `relaydesk up` with demo data and a database of its own."""
    with Instance(copy_of=furnished, demo=True, relay_port=sink.port) as running:
        SHARED.append(running)
        yield running


@pytest.fixture(scope="session")
def sign_ins(instance: Instance) -> dict[str, str]:
    """Address → password of the demo accounts."""
    found = json.loads((Path(instance.data) / "demo-sign-ins.json").read_text())
    return {one["email"]: one["password"] for one in found}
