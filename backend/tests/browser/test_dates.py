"""Dates stand and are taken in the desk's language, whatever the browser speaks, and by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.instance import ADMINISTRATOR, Instance
from tests.browser.axe import faults
from tests.browser.calls import take_call
from tests.browser.entering import show_password

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(chromium: Browser, instance: Instance, sign_ins: dict[str, str]) -> Iterator[Page]:
    """A desk in Chinese within a browser that writes dates the American way."""
    number = take_call(instance, "约时间")
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-US", timezone_id="Asia/Shanghai", bypass_csp=True
    )
    context.set_default_timeout(20_000)
    context.add_init_script("localStorage.setItem('relaydesk.locale', 'zh')")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    show_password(page, ADMINISTRATOR, sign_ins[ADMINISTRATOR])
    page.get_by_role("toolbar", name="工单操作").wait_for()
    yield page
    context.close()


def test_a_typed_moment_stands_in_the_desks_language_and_is_kept(desk: Page) -> None:
    field = desk.get_by_role("combobox", name=re.compile("计划.*开始"))
    field.fill("2031年3月9日 8:05")
    field.press("Enter")
    expect(field).to_have_value("2031-03-09 08:05")
    desk.reload()
    expect(field).to_have_value("2031-03-09 08:05")


def test_what_is_no_date_is_said_and_changes_nothing(desk: Page) -> None:
    field = desk.get_by_role("combobox", name=re.compile("计划.*开始"))
    field.fill("2031-02-30")
    expect(desk.get_by_role("alert").filter(has_text="看不懂这个日期")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Tab")
    expect(field).to_have_value("2031-03-09 08:05")


def test_the_calendar_is_used_by_the_keyboard_alone(desk: Page) -> None:
    field = desk.get_by_role("combobox", name=re.compile("计划.*结束"))
    field.fill("2031-03-30 17:00")
    field.press("ArrowDown")
    calendar = desk.get_by_role("dialog", name="日历")
    expect(calendar.get_by_role("button", name="2031年3月30日星期日")).to_be_focused()
    assert faults(desk) == []
    for key in ("ArrowRight", "ArrowDown", "PageDown"):
        desk.keyboard.press(key)
    expect(calendar.get_by_role("button", name="2031年5月7日星期三")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(calendar).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("2031-05-07 17:00")


def test_escape_closes_the_calendar_and_not_the_dialog_around_it(desk: Page) -> None:
    desk.get_by_role("button", name="更多操作").click()
    desk.get_by_role("menuitem", name="暂缓…").click()
    field = desk.get_by_role("dialog").get_by_role("combobox", name="自选时间")
    field.click()
    calendar = desk.get_by_role("dialog", name="日历")
    expect(calendar).to_be_visible()
    calendar.get_by_role("button", name="下个月").click()
    calendar.get_by_role("button", name=re.compile("月15日星期")).click()
    expect(field).not_to_have_value("")
    calendar.get_by_role("combobox", name="时").select_option("16")
    expect(field).to_have_value(re.compile(" 16:00$"))
    desk.keyboard.press("Escape")
    expect(calendar).to_be_hidden()
    expect(field).to_be_visible()
