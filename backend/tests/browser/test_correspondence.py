"""Whom one writes to, and what came: forwards, requesters, original mail, images, notices of roles."""

import re
import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from bench.instance import Instance
from bench.load import Client
from bench.smtp_sink import SmtpSink
from tests.browser.entering import settings

expect.set_options(timeout=20_000)
pytestmark = [pytest.mark.browser, pytest.mark.slow]
SENDER = "pictures@customer.example"
IMAGE = "https://images.customer.example/plan.png"


@pytest.fixture(scope="module")
def client(instance: Instance) -> Client:
    return Client(instance.port, instance.token())


@pytest.fixture
def came(instance: Instance, client: Client) -> Callable[[str], str]:
    """Let a mail with a remote image come in, and give the number of its ticket."""

    def send(subject: str) -> str:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Ms Chen <{SENDER}>", "support@demo.local", subject
        mail["Message-ID"] = f"<{abs(hash((subject, time.time())))}@customer.example>"
        mail.set_content("平面图见附图。")
        mail.add_alternative(f'<p>平面图见附图。</p><img src="{IMAGE}" alt="平面图">', subtype="html")
        with smtplib.SMTP("127.0.0.1", instance.smtp_port, timeout=10) as connection:
            connection.send_message(mail)
        for _ in range(100):
            rows = client.call("GET", "/api/v1/tickets?view=all&limit=20")["items"]
            for row in rows:
                if row["subject"] == subject:
                    return str(row["number"])
            time.sleep(0.2)
        raise AssertionError("the mail became no ticket")

    return send


def opened(page: Page, instance: Instance, number: str) -> Page:
    page.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    page.get_by_role("region", name="往来记录").get_by_role("listitem").first.wait_for()
    return page


def act(page: Page, name: str) -> None:
    """Choose from the menu of the ticket."""
    page.get_by_role("toolbar", name="工单操作").get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name=name).click()


def test_a_message_is_forwarded_and_a_note_keeps_to_whom(
    desk: Page, instance: Instance, sink: SmtpSink, came: Callable[[str], str]
) -> None:
    number = came("请报价：三楼改造")
    opened(desk, instance, number)
    act(desk, "转发…")
    dialog = desk.get_by_role("dialog", name="转发消息")
    expect(dialog.get_by_role("combobox", name="收件人")).to_be_focused()
    send = dialog.get_by_role("button", name="转发", exact=True)
    desk.keyboard.type("supplier@partner.example")
    desk.keyboard.press("Enter")
    expect(send).to_be_disabled()
    dialog.get_by_role("textbox", name="附言").fill("请看一下能否报价。")
    dialog.get_by_role("checkbox").first.check()
    send.click()
    expect(dialog).to_be_hidden()
    note = desk.locator(".tk-note").last
    expect(note).to_contain_text("请看一下能否报价。")
    expect(note).to_contain_text("supplier@partner.example")
    deadline = time.monotonic() + 20
    while not any("supplier@partner.example" in mail.recipients for mail in sink.mails()):
        assert time.monotonic() < deadline, "the forwarded mail never left"
        time.sleep(0.2)


def test_a_ticket_gets_another_requester_for_a_reason(
    desk: Page, instance: Instance, client: Client, came: Callable[[str], str]
) -> None:
    contact = {"name": "何经理", "identities": [{"kind": "email", "value": "he@partner.example"}]}
    client.call("POST", "/api/v1/contacts", contact)
    number = came("门禁卡失灵")
    opened(desk, instance, number)
    act(desk, "更换请求人…")
    dialog = desk.get_by_role("dialog", name="更换请求人")
    expect(dialog.get_by_role("combobox", name="新请求人")).to_be_focused()
    desk.keyboard.type("何经理")
    desk.locator(".ant-select-dropdown:visible").get_by_text("何经理").first.click()
    change = dialog.get_by_role("button", name="更换", exact=True)
    expect(change).to_be_disabled()
    dialog.get_by_role("textbox", name="原因").fill("代同事提交")
    change.click()
    expect(dialog).to_be_hidden()
    expect(desk.get_by_role("region", name="工单属性")).to_contain_text("何经理")
    expect(desk.get_by_role("region", name="往来记录")).to_contain_text("代同事提交")


def test_the_original_mail_is_shown_and_escape_closes_it(
    desk: Page, instance: Instance, came: Callable[[str], str]
) -> None:
    opened(desk, instance, came("原件请留存"))
    desk.get_by_role("button", name="原始邮件").first.click()
    dialog = desk.get_by_role("dialog", name="原始邮件")
    expect(dialog).to_contain_text(SENDER)
    expect(dialog).to_contain_text("multipart/alternative")
    expect(dialog.get_by_role("link", name="下载 .eml")).to_have_attribute("href", re.compile("original"))
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_images_from_elsewhere_wait_until_their_sender_is_trusted_and_then_show_at_once(
    desk: Page, instance: Instance, came: Callable[[str], str]
) -> None:
    asked: list[str] = []
    desk.context.route(re.compile("images.customer.example"), lambda route: route.abort())
    desk.on("request", lambda request: asked.append(request.url) if request.url == IMAGE else None)
    first, second = came("第一张图"), came("第二张图")
    opened(desk, instance, first)
    expect(desk.get_by_text("为保护隐私，已拦下邮件里的外部图片。")).to_be_visible()
    assert asked == []
    desk.get_by_role("button", name="始终显示 Ms Chen 的图片").click()
    expect(desk.get_by_text("为保护隐私，已拦下邮件里的外部图片。")).to_be_hidden()
    opened(desk, instance, second)
    expect(desk.locator(".rd-mail").first).to_be_visible()
    expect(desk.get_by_text("为保护隐私，已拦下邮件里的外部图片。")).to_be_hidden()


def test_what_a_role_is_told_is_set_for_its_holders(desk: Page, client: Client) -> None:
    settings(desk, "角色通知")
    tick = desk.get_by_role("checkbox", name=re.compile("我的处理组收到工单.*邮件"))
    expect(tick).not_to_be_checked()
    with desk.expect_response(lambda answer: answer.request.method == "PATCH") as saved:
        tick.click()
    assert saved.value.ok
    desk.reload()
    expect(tick).to_be_checked()
    kinds = client.call("GET", "/api/v1/notices/roles/agent")["kinds"]
    assert any("mail" in one["channels"] for one in kinds if one["name"] == "我的处理组收到工单")
    with desk.expect_response(lambda answer: answer.request.method == "PATCH"):
        tick.click()
