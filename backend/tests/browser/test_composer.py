"""Writing at the desk: a draft on two devices, and a reply that is taken back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bench.instance import Instance
from bench.load import Client

expect.set_options(timeout=20_000)
pytestmark = [pytest.mark.browser, pytest.mark.slow]
REQUESTER = "composer@customer.example"


@pytest.fixture
def habits(instance: Instance) -> Callable[..., Any]:
    """Set how the agent likes to send: `habits(after_send="stay", undo_seconds=30)`."""
    return lambda **wanted: Client(instance.port, instance.token()).call("PUT", "/api/v1/me/writing", wanted)


@pytest.fixture
def number(instance: Instance) -> str:
    body = {
        "subject": "投影仪没有信号",
        "body": "会议室投影仪开机后没有信号。",
        "requester": {"email": REQUESTER, "name": "陈女士"},
    }
    opened_now = Client(instance.port, instance.token()).call("POST", "/api/v1/tickets", body)
    return str(opened_now["number"])


def signed_in(context: BrowserContext, instance: Instance, sign_ins: dict[str, str]) -> Page:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    page.get_by_label("邮箱").fill("admin@demo.local")
    page.get_by_label("密码", exact=True).fill(sign_ins["admin@demo.local"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("navigation", name="视图").wait_for()
    return page


def opened(page: Page, instance: Instance, number: str) -> Page:
    page.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    expect(page.get_by_role("region", name="往来记录")).to_contain_text("没有信号")
    return page


def box(page: Page, name: str = "回复请求人") -> Locator:
    return page.get_by_role("textbox", name=name)


def begin(page: Page, text: str) -> None:
    page.locator(".tk-editor").first.click()
    box(page).click()
    page.keyboard.type(text)


def test_a_draft_goes_with_its_writer_from_one_device_to_the_other(
    desk: Page, chromium: Any, instance: Instance, sign_ins: dict[str, str], number: str
) -> None:
    opened(desk, instance, number)
    begin(desk, "您好，我们先看看线")
    expect(desk.get_by_text("草稿已保存")).to_be_visible()
    other = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    try:
        phone = opened(signed_in(other, instance, sign_ins), instance, number)
        expect(box(phone)).to_contain_text("您好，我们先看看线")
        with phone.expect_response(re.compile("/draft$")):
            begin(phone, "缆。")
    finally:
        other.close()
    desk.reload()
    expect(box(desk)).to_contain_text("缆。")


def test_a_reply_is_taken_back_within_its_seconds(
    desk: Page, instance: Instance, habits: Callable[..., Any], number: str
) -> None:
    habits(after_send="stay", undo_seconds=30)
    opened(desk, instance, number)
    begin(desk, "请先重启一下。")
    desk.keyboard.press("Control+Enter")
    waiting = desk.get_by_role("list", name="待发送的回复")
    expect(waiting).to_contain_text("请先重启一下。")
    desk.get_by_role("button", name="撤销").click()
    expect(box(desk)).to_contain_text("请先重启一下。")
    expect(waiting).to_have_count(0)
    expect(desk.locator(".tk-message.tk-ours")).to_have_count(0)
