"""Writing at the desk: a draft on two devices, saved replies, mentions, taking back, what came meanwhile."""

import re
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bench.instance import ADMINISTRATOR, Instance
from bench.load import Client
from tests.browser.entering import enter

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
    enter(page, instance, ADMINISTRATOR, sign_ins[ADMINISTRATOR])
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


def test_a_saved_reply_and_a_mention_are_offered_while_typing(
    desk: Page, instance: Instance, number: str
) -> None:
    words = "<p>{{ requester.name }}您好，工单 {{ ticket.number }} 已安排。</p>"
    client = Client(instance.port, instance.token())
    client.call("POST", "/api/v1/saved-replies", {"title": "已安排师傅", "bodies": {"zh": words}})
    opened(desk, instance, number)
    begin(desk, "/yapsf")
    desk.get_by_role("option", name=re.compile("已安排师傅")).wait_for()
    desk.keyboard.press("Enter")
    expect(box(desk)).to_contain_text(f"陈女士您好，工单 {number} 已安排。")

    desk.get_by_role("button", name="内部备注").first.click()
    note = box(desk, "内部备注")
    note.click()
    desk.keyboard.type("请看一下@")
    offer = desk.locator(".tk-offers").get_by_role("option").first
    offer.wait_for()
    name = (offer.locator("strong").text_content() or "").strip()
    desk.keyboard.press("Enter")
    expect(note).to_contain_text(f"@{name}")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".tk-note").last).to_contain_text(f"请看一下@{name}")
    desk.get_by_role("button", name="回复请求人").first.click()
    expect(box(desk)).to_contain_text("已安排")


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


def test_a_reply_that_overlooks_a_new_message_shows_it_first(
    desk: Page, instance: Instance, habits: Callable[..., Any], number: str
) -> None:
    habits(after_send="stay", undo_seconds=0)
    opened(desk, instance, number)
    begin(desk, "师傅下午到。")
    mail = EmailMessage()
    mail["From"], mail["To"] = REQUESTER, "support@demo.local"
    mail["Subject"], mail["Message-ID"] = f"Re: [{number}]", f"<{number}@customer.example>"
    mail.set_content("已经好了，不用来了。\n")
    with smtplib.SMTP("127.0.0.1", instance.smtp_port, timeout=10) as connection:
        connection.send_message(mail)
    expect(desk.get_by_role("region", name="往来记录")).to_contain_text("不用来了")
    box(desk).click()
    desk.keyboard.press("Control+Enter")
    refused = desk.get_by_role("alert").filter(has_text="您写的时候有新消息")
    expect(refused).to_contain_text("不用来了")
    expect(box(desk)).to_contain_text("师傅下午到。")
    desk.get_by_role("button", name="仍然发送").click()
    expect(desk.locator(".tk-message.tk-ours").last).to_contain_text("师傅下午到。")
