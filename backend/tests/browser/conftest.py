"""A real Chromium, and the desk in it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.instance import Instance

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
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


@pytest.fixture
def desk(context: BrowserContext, instance: Instance, sign_ins: dict[str, str]) -> Page:
    """The desk, signed in as the administrator, in Chinese."""
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    page.get_by_label("邮箱").fill("admin@demo.local")
    page.get_by_label("密码", exact=True).fill(sign_ins["admin@demo.local"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("navigation", name="视图").wait_for()
    return page
