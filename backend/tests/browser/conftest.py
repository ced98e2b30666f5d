"""A real Chromium, and the desk in it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.instance import ADMINISTRATOR, Instance
from bench.load import Client
from bench.smtp_sink import SmtpSink
from tests.browser.calls import work_done
from tests.browser.entering import SignIn, enter, show_password
from tests.shared import SHARED

# What must come may take long on a slow machine: as long as what is clicked may take.
expect.set_options(timeout=20_000)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests: its event loop must be gone when tests of the database follow."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def signed_in() -> list[Any]:
    """The cookies of the administrator's session, once there is one."""
    return []


@pytest.fixture
def desk(context: BrowserContext, instance: Instance, sign_ins: dict[str, str], signed_in: list[Any]) -> Page:
    """The desk, signed in as the administrator, in Chinese, who sends at once and stays with the ticket."""
    habits = {"after_send": "stay", "undo_seconds": 0}
    Client(instance.port, instance.token()).call("PUT", "/api/v1/me/writing", habits)
    work_done(instance)
    context.add_cookies(signed_in)
    page = context.new_page()
    enter(page, instance, ADMINISTRATOR, sign_ins[ADMINISTRATOR])
    signed_in[:] = context.cookies()
    return page


@pytest.fixture(scope="session")
def house(furnished: Path, sink: SmtpSink) -> Iterator[Instance]:
    """An installation under a name: browsers make no passkeys for a bare address."""
    instance = Instance(copy_of=furnished, demo=True, relay_port=sink.port)
    instance.environment["RELAYDESK_PUBLIC_URL"] = f"http://localhost:{instance.port}"
    # An identity provider of the tests listens on this machine.
    instance.environment["RELAYDESK_OUTGOING_NETWORKS"] = "127.0.0.0/8"
    with instance as running:
        SHARED.append(running)
        yield running


@pytest.fixture(scope="session")
def passwords(house: Instance) -> dict[str, str]:
    found = json.loads((Path(house.data) / "demo-sign-ins.json").read_text())
    return {one["email"]: one["password"] for one in found}


@pytest.fixture
def browser_of(chromium: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Makes browsers that know nothing of one another."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(20_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def sign_in(house: Instance, browser_of: Callable[[], BrowserContext]) -> SignIn:
    def enter(email: str, password: str) -> Page:
        page = browser_of().new_page()
        page.goto(f"http://localhost:{house.port}/desk/")
        show_password(page, email, password)
        page.get_by_role("navigation", name="主导航").wait_for()
        return page

    return enter
