"""Notices that arrive live, quiet hours, and answers written without a line."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from bench.instance import Instance
from bench.load import Client
from bench.smtp_sink import SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADMIN = "admin@demo.local"
SOON = 30_000
"""In ms: so long may an event, a handler, the stream and a screen take on a busy machine."""


@pytest.fixture(scope="module")
def colleague(instance: Instance) -> Client:
    """Another agent of the service desk, at work through the API."""
    return Client(instance.port, instance.token("chen.yu@demo.local"))


@pytest.fixture
def me(colleague: Client) -> str:
    """The id of who sits before the browser."""
    agents = colleague.call("GET", "/api/v1/agents?limit=100")["items"]
    return next(str(one["id"]) for one in agents if one["name"] == "林晓")


def open_ticket(colleague: Client, subject: str) -> str:
    body = {
        "subject": subject,
        "body": "面板报 E4。",
        "requester": {"email": "wang@customer.example", "name": "王女士"},
    }
    return str(colleague.call("POST", "/api/v1/tickets", body)["number"])


def note_to(colleague: Client, number: str, agent_id: str) -> None:
    html = f'<p><span data-mention="{agent_id}">@林晓</span> 请看</p>'
    colleague.call("POST", f"/api/v1/tickets/{number}/messages", {"visibility": "note", "body_html": html})


def notices_mailed(sink: SmtpSink, number: str) -> int:
    return sum(ADMIN in mail.recipients and number in mail.subject for mail in sink.mails())


def eventually(true: Callable[[], bool]) -> bool:
    """Whether it becomes true soon."""
    limit = time.monotonic() + SOON / 1000
    while not (fine := true()) and time.monotonic() < limit:
        time.sleep(0.1)
    return fine


def test_a_mention_rings_the_bell_and_reading_the_ticket_silences_it(
    desk: Page, colleague: Client, me: str
) -> None:
    number = open_ticket(colleague, "铃声测试")
    ring = desk.locator(".nt-bell")
    expect(ring).to_be_visible(timeout=SOON)
    note_to(colleague, number, me)
    expect(ring).to_have_attribute("aria-label", re.compile("条未读"), timeout=SOON)
    ring.click()
    line = desk.locator(".nt-line", has_text=number)
    expect(line).to_contain_text("陈雨 在备注中提到了您", timeout=SOON)
    line.click()
    expect(desk).to_have_url(re.compile(number), timeout=SOON)

    def unread() -> list[str]:
        items = desk.evaluate("fetch('/api/v1/notices?unread=true').then(r => r.json())")["items"]
        return [one["ticket"]["number"] for one in items]

    # What was told of it is read while one looks at it.
    assert eventually(lambda: number not in unread())


def test_what_happens_before_the_stream_is_open_is_not_missed(
    desk: Page, colleague: Client, me: str, instance: Instance
) -> None:
    mine = Client(instance.port, instance.token(ADMIN))
    mine.call("POST", "/api/v1/notices/read", {"all_until": "2100-01-01T00:00:00Z"})
    number = open_ticket(colleague, "先于连接")
    held: list[Route] = []
    desk.route("**/api/v1/stream**", lambda route: held.append(route))
    with desk.expect_request("**/api/v1/stream**"):
        desk.reload()
    ring = desk.locator(".nt-bell")
    expect(ring).to_have_attribute("aria-label", re.compile("没有未读"), timeout=SOON)
    expect(desk.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    note_to(colleague, number, me)
    assert eventually(lambda: bool(mine.call("GET", "/api/v1/notices?unread=true")["items"]))

    held[-1].continue_()
    expect(ring).to_have_attribute("aria-label", re.compile("1 条未读"), timeout=SOON)


def test_quiet_hours_hold_the_mail_and_not_the_bell(
    desk: Page, colleague: Client, me: str, sink: SmtpSink, instance: Instance
) -> None:
    mine = Client(instance.port, instance.token(ADMIN))
    mine.call("POST", "/api/v1/notices/read", {"all_until": "2100-01-01T00:00:00Z"})
    mine.call("PATCH", "/api/v1/notices/settings", {"quiet_from": "00:00", "quiet_until": "23:59"})
    number = open_ticket(colleague, "夜间测试")
    note_to(colleague, number, me)
    expect(desk.locator(".nt-bell")).to_have_attribute("aria-label", re.compile("条未读"), timeout=SOON)
    time.sleep(1.5)  # the worker has looked at what is due twice by now
    assert notices_mailed(sink, number) == 0
    mine.call("PATCH", "/api/v1/notices/settings", {"quiet_from": None, "quiet_until": None})


def test_an_answer_written_without_a_line_is_sent_once_when_it_is_back(
    desk: Page, context: BrowserContext, colleague: Client, instance: Instance
) -> None:
    mine = Client(instance.port, instance.token(ADMIN))
    number = open_ticket(colleague, "断线测试")
    desk.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    box = desk.get_by_role("textbox", name=re.compile("回复"))
    box.click()
    desk.keyboard.type("断线时写的答复")
    # The server has it as a draft, too: it must not come back as one when it was sent.
    assert eventually(lambda: bool(mine.call("GET", f"/api/v1/tickets/{number}/draft")["items"]))
    desk.evaluate("navigator.serviceWorker.ready.then(r => r.active.state)")
    context.set_offline(True)
    desk.keyboard.press("Control+Enter")
    waiting = desk.get_by_text(re.compile("还没有送达"))
    expect(waiting).to_be_visible(timeout=SOON)
    # The page may be closed meanwhile: what waits lies in the browser, and the desk opens without a server.
    desk.reload()
    expect(desk.locator("#root")).not_to_be_empty()
    context.set_offline(False)
    desk.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")

    def written() -> int:
        items = colleague.call("GET", f"/api/v1/tickets/{number}/timeline")["items"]
        return sum("断线时写的答复" in (one["message"] or {}).get("body_text", "") for one in items)

    assert eventually(lambda: written() > 0)
    assert written() == 1
    expect(waiting).to_have_count(0, timeout=SOON)
    thread = desk.get_by_role("region", name="往来记录")
    expect(thread.get_by_text("断线时写的答复")).to_be_visible(timeout=SOON)
    expect(box).to_have_text("")


def test_the_worker_keeps_the_shell_and_no_answer_of_the_api(
    desk: Page, context: BrowserContext, instance: Instance
) -> None:
    """E: data of people stay out of every cache of the browser."""
    desk.evaluate("navigator.serviceWorker.ready.then(r => r.active.state)")
    kept = desk.evaluate(
        "caches.keys().then(ks => Promise.all(ks.map(k => caches.open(k).then(c => c.keys()))))"
        ".then(all => all.flat().map(r => new URL(r.url).pathname))"
    )
    assert "/desk/index.html" in kept
    assert not [path for path in kept if path.startswith("/api/")]
    context.set_offline(True)
    desk.goto(f"http://127.0.0.1:{instance.port}/desk/tickets")
    expect(desk.locator("#root")).not_to_be_empty()
    context.set_offline(False)


def test_the_desk_can_be_installed(desk: Page, instance: Instance) -> None:
    manifest = desk.evaluate("fetch('/desk/manifest.webmanifest').then(r => r.json())")
    assert (manifest["start_url"], manifest["display"]) == ("/desk/", "standalone")
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for icon in manifest["icons"]:
        assert desk.evaluate(f"fetch('{icon['src']}').then(r => r.status)") == 200
