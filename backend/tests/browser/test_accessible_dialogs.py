"""WCAG 2.2 AA with dialogs of a ticket and of many open: axe finds no serious or critical fault."""

import smtplib
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bench.instance import ADMINISTRATOR, Instance
from bench.load import Client
from tests.browser.axe import faults, rest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOOKS = [("zh-CN", "light"), ("en-GB", "dark")]
SUBJECT = "Dialogs to look at"


@pytest.fixture(scope="module")
def number(instance: Instance) -> str:
    """A ticket that came by mail, with an image from elsewhere."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ada@customer.example", "support@demo.local", SUBJECT
    mail["Message-ID"] = "<dialogs@customer.example>"
    mail.set_content("See the plan.")
    mail.add_alternative('<p>See the plan.</p><img src="https://images.example/p.png">', subtype="html")
    with smtplib.SMTP("127.0.0.1", instance.smtp_port, timeout=10) as connection:
        connection.send_message(mail)
    client = Client(instance.port, instance.token())
    client.call("POST", "/api/v1/saved-replies", {"title": "On our way", "bodies": {"en": "<p>Soon.</p>"}})
    for _ in range(100):
        for row in client.call("GET", "/api/v1/tickets?view=all&limit=20")["items"]:
            if row["subject"] == SUBJECT:
                return str(row["number"])
        time.sleep(0.2)
    raise AssertionError("the mail became no ticket")


@pytest.fixture(params=LOOKS, ids="-".join)
def page(
    chromium: Browser, request: pytest.FixtureRequest, instance: Instance, sign_ins: dict[str, str]
) -> Iterator[Page]:
    locale, theme = request.param
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale=locale,
        timezone_id="Asia/Shanghai",
        color_scheme=theme,
        reduced_motion="reduce",
        bypass_csp=True,  # for a style element; other tests run under the policy
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    page.locator("input[type=email]").fill(ADMINISTRATOR)
    page.locator("input[type=password]").fill(sign_ins[ADMINISTRATOR])
    page.keyboard.press("Enter")
    page.locator(".tk-toolbar").wait_for()
    yield page
    context.close()


def test_no_dialog_has_a_serious_fault(page: Page, instance: Instance, number: str) -> None:
    desk = f"http://127.0.0.1:{instance.port}/desk"
    found: dict[str, list[Any]] = {}

    def look(name: str, act: Callable[[], None], ready: str = ".ant-modal, .ant-drawer") -> None:
        act()
        page.locator(ready).filter(visible=True).first.wait_for()
        found[name] = faults(page)
        page.keyboard.press("Escape")
        rest(page)

    def from_menu(place: int) -> Callable[[], None]:
        """The place counts from the end, so that what stands before may change."""

        def act() -> None:
            page.locator(".tk-actions .ant-dropdown-trigger").click()
            page.locator(".ant-dropdown:visible [role=menuitem]").nth(place).click()

        return act

    def from_send_menu(place: int) -> Callable[[], None]:
        def act() -> None:
            page.locator(".tk-composer footer .ant-dropdown-trigger").click()
            page.locator(".ant-dropdown:visible [role=menuitem]").nth(place).click()

        return act

    page.goto(f"{desk}/tickets/{number}?view=all")
    page.locator(".rd-held").wait_for()
    found["held images"] = faults(page)
    look("forward", from_menu(-5))
    look("requester", from_menu(-4))
    look("original mail", lambda: page.locator(".tk-message button:has(svg)").last.click())
    look("writing settings", from_send_menu(-1))
    page.keyboard.press("r")
    page.locator(".ProseMirror").wait_for()
    page.keyboard.type("Soon")
    look("send later", from_send_menu(-2))

    page.goto(f"{desk}/tickets?view=all")
    page.locator(".tk-row").first.wait_for()
    rows = page.locator("[data-number]")
    for number in [rows.nth(place).get_attribute("data-number") for place in (0, 1)]:
        page.locator(f'[data-number="{number}"] .tk-row-mark').click()
    page.locator(".bk-bar").wait_for()
    found["bulk bar"] = faults(page)

    def of_many(place: int) -> Callable[[], None]:
        def act() -> None:
            page.locator(".bk-tools .ant-dropdown-trigger").click()
            page.locator(".ant-dropdown:visible [role=menuitem]").nth(place).click()

        return act

    look("reply to many", of_many(0), ".bk-form")
    look("merge many", of_many(1), ".bk-stays .ant-radio-wrapper")
    look("snooze many", of_many(2))
    look("tags of many", lambda: page.locator(".bk-tools > button").nth(3).click(), ".bk-tags")

    for name in ("notices", "saved-replies", "tags"):
        page.goto(f"{desk}/admin/{name}")
        page.locator("main h1").wait_for()
        found[name] = faults(page)
        row = page.locator("[data-row-link]")
        if row.count():
            look(f"one of {name}", row.first.click)

    assert {name: list_ for name, list_ in found.items() if list_} == {}
