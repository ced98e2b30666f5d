"""What one wrote in a dialog is not lost by a key: leaving asks, and the keyboard answers."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.instance import Instance
from tests.browser.calls import take_call

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def number(instance: Instance) -> str:
    return take_call(instance, "写到一半")


def opened(page: Page, instance: Instance, number: str, entry: str) -> Locator:
    page.goto(f"http://127.0.0.1:{instance.port}/desk/tickets/{number}?view=all")
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name=entry, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def question(page: Page) -> Locator:
    return page.get_by_role("dialog").filter(has_text="放弃没有发送的内容？")


def test_escape_in_a_dialog_with_text_asks_and_escape_goes_on_writing(
    desk: Page, instance: Instance, number: str
) -> None:
    dialog = opened(desk, instance, number, "转发…")
    words = dialog.locator("textarea")
    words.fill("请您看一下这一单")
    desk.keyboard.press("Escape")
    expect(question(desk)).to_be_visible()
    expect(question(desk).get_by_role("button", name="继续编辑")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(question(desk)).to_be_hidden()
    expect(words).to_have_value("请您看一下这一单")
    expect(words).to_be_focused()

    desk.keyboard.press("Escape")
    expect(question(desk)).to_be_visible()
    desk.keyboard.press("Enter")
    expect(question(desk)).to_be_hidden()
    expect(words).to_have_value("请您看一下这一单")

    desk.keyboard.press("Escape")
    question(desk).get_by_role("button", name="放弃").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_a_click_beside_the_dialog_asks_too(desk: Page, instance: Instance, number: str) -> None:
    dialog = opened(desk, instance, number, "合并…")
    dialog.get_by_role("checkbox", name="通知原工单的请求人").check()
    dialog.locator("textarea").fill("已并入另一单，我们一起处理。")
    desk.mouse.click(20, 400)
    expect(question(desk)).to_be_visible()
    question(desk).get_by_role("button", name="继续编辑").click()
    expect(dialog.locator("textarea")).to_have_value("已并入另一单，我们一起处理。")


def test_a_part_deep_in_a_dialog_is_asked_about(desk: Page, instance: Instance, number: str) -> None:
    dialog = opened(desk, instance, number, "大面积故障…")
    dialog.locator("textarea").fill("我们正在修复。")
    desk.keyboard.press("Escape")
    expect(question(desk)).to_be_visible()


def test_a_dialog_without_text_closes_at_once(desk: Page, instance: Instance, number: str) -> None:
    opened(desk, instance, number, "转发…")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_a_ticket_taken_by_hand_is_not_lost(desk: Page) -> None:
    desk.keyboard.press("c")
    drawer = desk.get_by_role("dialog")
    drawer.locator("#new-subject").fill("电话：打印机不动")
    desk.keyboard.press("Escape")
    expect(question(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(drawer.locator("#new-subject")).to_have_value("电话：打印机不动")
    drawer.get_by_role("button", name="取消").click()
    question(desk).get_by_role("button", name="放弃").click()
    expect(desk.locator("#new-subject")).to_have_count(0)
