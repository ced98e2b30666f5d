"""The operations that are measured, each as a maker of workers for `bench.load.run`."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from itertools import count
from typing import Any
from urllib.parse import quote

from bench.load import Client

BATCH = 100
Worker = Callable[[int], None]
_serial = count()


def ticket_body(number: int) -> dict[str, Any]:
    """A request as a shop system would send it."""
    return {
        "subject": f"空调不制冷，已断电重启无效（{number}）",
        "body": "你好，昨天下午开始不制冷，已经断电重启过两次，面板报 E4。门店今天有活动，麻烦尽快安排师傅。"
        * 2,
        "type": "repair",
        "priority": "P2",
        "requester": {"email": f"user{number % 500}@example.com", "name": "张先生"},
    }


def opening(port: int, token: str) -> Callable[[], Worker]:
    """Open one ticket."""

    def make() -> Worker:
        client = Client(port, token)
        return lambda _number: client.call(
            "POST", "/api/v1/tickets", ticket_body(next(_serial)), expect=(201,)
        )

    return make


def batch(port: int, token: str) -> Callable[[], Worker]:
    """Open `BATCH` tickets in one call."""

    def make() -> Worker:
        client = Client(port, token)

        def work(_number: int) -> None:
            lines = [ticket_body(next(_serial)) for _ in range(BATCH)]
            answer = client.call("POST", "/api/v1/tickets/batch", {"tickets": lines}, expect=(200,))
            assert all(line["status"] == 201 for line in answer["results"])

        return work

    return make


def reading(port: int, token: str, numbers: list[str]) -> Callable[[], Worker]:
    """Read one ticket with its history."""

    def make() -> Worker:
        client = Client(port, token)

        def work(number: int) -> None:
            path = f"/api/v1/tickets/{numbers[number % len(numbers)]}"
            client.call("GET", path)
            client.call("GET", f"{path}/timeline")

        return work

    return make


def replying(port: int, token: str, numbers: list[str]) -> Callable[[], Worker]:
    """Answer a ticket in public."""

    def make() -> Worker:
        client = Client(port, token)

        def work(number: int) -> None:
            body = {
                "visibility": "public",
                "body_html": f"<p>您好，工程师预计 <b>11:30</b> 前到店，到店前会电话联系您。（{number}）</p>",
            }
            path = f"/api/v1/tickets/{numbers[number % len(numbers)]}/messages"
            client.call("POST", path, body, expect=(201,))

        return work

    return make


def listing(port: int, token: str) -> Callable[[], Worker]:
    """The first 50 of all tickets, last changed first."""

    def make() -> Worker:
        client = Client(port, token)

        def work(_number: int) -> None:
            answer = client.call("GET", "/api/v1/tickets?view=all&sort=-updated_at&limit=50")
            assert len(answer["items"]) == 50

        return work

    return make


def searching(port: int, token: str, word: str) -> Callable[[], Worker]:
    """Find a word as the desk does."""

    def make() -> Worker:
        client = Client(port, token)
        path = f"/api/v1/search?q={quote(word)}"

        def work(_number: int) -> None:
            assert client.call("GET", path)["tickets"]

        return work

    return make


def nothing(port: int, token: str) -> Callable[[], Worker]:
    """An empty answer of the same server: the floor under every call."""

    def make() -> Worker:
        client = Client(port, token)
        return lambda _number: client.call("GET", "/livez")

    return make


def mailing(smtp_port: int, recipient: str, run: str) -> Callable[[], Worker]:
    """Send one mail to the intake over a kept SMTP connection."""

    def make() -> Worker:
        connection = smtplib.SMTP("127.0.0.1", smtp_port, timeout=30)

        def work(number: int) -> None:
            mail = EmailMessage()
            mail["From"] = f"张先生 <user{number % 500}@example.com>"
            mail["To"] = recipient
            mail["Subject"] = f"洗衣机底部漏水 {run}-{number}"
            mail["Message-ID"] = f"<bench-{run}-{number}@example.com>"
            mail.set_content("你好，洗衣机底部漏水，地板已经泡了一块，麻烦安排师傅上门。\n" * 4)
            connection.send_message(mail)

        return work

    return make
