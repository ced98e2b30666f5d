"""The main job on real input, as its users see it: mail in, answer, answer back, solved, rated."""

import re
import smtplib
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.instance import Instance
from bench.load import Client
from bench.smtp_sink import Received, SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CUSTOMER = "zhang.wei@customer.example"
SUBJECT = "立柜空调不制冷，面板报 E4"


def text_of(mail: Received) -> str:
    message = message_from_bytes(mail.raw, policy=policy.default)
    return "\n".join(
        part.get_content()
        for part in message.walk()
        if part.get_content_type() in ("text/plain", "text/html")
    )


def wait_for_mail(sink: SmtpSink, wanted: Callable[[Received], bool], what: str) -> Received:
    """The first mail to the customer that is wanted."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        for mail in sink.mails():
            if CUSTOMER in mail.recipients and wanted(mail):
                return mail
        time.sleep(0.1)
    raise AssertionError(f"{what} never came; there are {[mail.subject for mail in sink.mails()]}")


def send(instance: Instance, mail: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", instance.smtp_port, timeout=10) as connection:
        connection.send_message(mail)


def first_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"张伟 <{CUSTOMER}>"
    mail["To"] = "support@demo.local"
    mail["Subject"] = SUBJECT
    mail["Message-ID"] = "<first@customer.example>"
    mail.set_content("你好，昨天下午开始不制冷，断电重启过两次，面板报 E4。麻烦尽快安排师傅。\n")
    return mail


def answer_to(mail: Received) -> EmailMessage:
    """What the customer's program sends when he presses Reply."""
    message = message_from_bytes(mail.raw, policy=policy.default)
    answer = EmailMessage()
    answer["From"] = f"张伟 <{CUSTOMER}>"
    answer["To"] = str(message["Reply-To"] or message["From"])
    answer["Subject"] = f"Re: {message['Subject']}"
    answer["In-Reply-To"] = str(message["Message-ID"])
    answer["References"] = str(message["Message-ID"])
    answer["Message-ID"] = "<second@customer.example>"
    answer.set_content("好的，上午十点可以。\n\n在 2026年11月22日，客服 写道：\n> 您好，师傅十点到。\n")
    return answer


def open_the_ticket(desk: Page) -> None:
    desk.get_by_role("navigation", name="视图").get_by_text("全部工单").click()
    desk.get_by_text(SUBJECT).first.click()
    expect(desk.get_by_role("main")).to_contain_text("断电重启过两次")


def write(desk: Page, text: str) -> None:
    box = desk.get_by_role("textbox", name=re.compile("回复"))
    box.click()
    desk.keyboard.type(text)
    desk.keyboard.press("Control+Enter")


def test_a_mail_is_answered_answered_back_solved_and_rated(
    desk: Page, context: BrowserContext, instance: Instance, sink: SmtpSink
) -> None:
    send(instance, first_mail())
    acknowledgement = wait_for_mail(sink, lambda mail: b"auto-replied" in mail.raw, "the acknowledgement")
    assert acknowledgement.sender == "<>", "an automatic mail has no return path (RFC 3834)"

    open_the_ticket(desk)
    properties = desk.get_by_role("region", name="工单属性")
    expect(properties).to_contain_text("首次响应")
    expect(properties).to_contain_text(re.compile("剩|到期"))
    properties.get_by_text(re.compile("为何派给")).click()
    expect(desk.get_by_role("table").first).to_contain_text("在线")
    desk.keyboard.press("Escape")

    write(desk, "您好，师傅明天上午十点到，请保持电话畅通。")
    reply = wait_for_mail(sink, lambda mail: "师傅明天上午十点到" in text_of(mail), "the reply")
    expect(properties).to_contain_text("已达标")

    desk.evaluate("window.__same_page = true")
    send(instance, answer_to(reply))
    expect(desk.get_by_role("main")).to_contain_text("好的，上午十点可以")
    assert desk.evaluate("window.__same_page") is True, "it came without reloading"

    portal_link = re.search(r"http://[^\s\"'<>]+/portal/t/[^\s\"'<>]+", text_of(reply))
    assert portal_link is not None
    portal = context.new_page()
    portal.goto(portal_link[0])
    expect(portal.get_by_role("main")).to_contain_text("好的，上午十点可以")
    expect(portal.get_by_role("main")).to_contain_text("处理中")

    properties.get_by_label("状态").click()
    desk.get_by_title("已解决").last.click()
    survey = wait_for_mail(sink, lambda mail: "/survey/" in text_of(mail), "the survey")
    link = re.search(r"http://[^\s\"'<>]+/survey/[^\s\"'<>]+score=5", text_of(survey))
    assert link is not None
    rating = context.new_page()
    rating.goto(link[0].replace("&amp;", "&"))
    expect(rating.locator("body")).to_contain_text("您的评分已记录")

    expect(properties).to_contain_text("满意度")
    expect(properties).to_contain_text("5")
    expect(portal.get_by_role("main")).to_contain_text("已解决", timeout=25_000)


def test_a_change_by_another_shows_within_a_second(desk: Page, instance: Instance) -> None:
    client = Client(instance.port, instance.token())
    body = {
        "subject": "净水器滤芯怎么换",
        "body": "你好，滤芯怎么换？",
        "requester": {"email": "li@customer.example", "name": "李女士"},
    }
    number = client.call("POST", "/api/v1/tickets", body)["number"]
    desk.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    expect(desk.get_by_role("main")).to_contain_text("滤芯怎么换？")
    desk.wait_for_timeout(1500)
    assert any(shows_within_a_second(desk, client, number, f"先查库存 {n}") for n in range(8))


def shows_within_a_second(desk: Page, client: Client, number: str, note: str) -> bool:
    """Whether a colleague's note shows in time; others run beside this test and may hold one up."""
    client.call("POST", f"/api/v1/tickets/{number}/messages", {"visibility": "note", "body": note})
    begun = time.monotonic()
    expect(desk.get_by_role("main")).to_contain_text(note, timeout=10_000)
    return time.monotonic() - begun <= 1.0
