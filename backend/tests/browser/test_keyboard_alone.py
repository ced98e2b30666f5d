"""The desk by keyboard alone: signed in, and ten tickets solved, without a mouse."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.instance import Instance

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WANTED = 10
ANSWER = "您好，问题已处理，请再试一次。"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(25):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def sign_in(page: Page, instance: Instance, email: str, password: str) -> None:
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    page.get_by_label("邮箱").wait_for()
    tab_to(page, "input[autocomplete~=username], input[type=email]")
    page.keyboard.type(email)
    tab_to(page, "input[type=password]")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="视图").wait_for()


def palette(page: Page, text: str) -> None:
    """Run what fits a text best."""
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="命令面板")
    expect(box).to_be_focused()
    page.keyboard.type(text)
    expect(page.get_by_role("listbox", name="命令面板").get_by_role("option").first).to_contain_text(text)
    page.keyboard.press("Enter")
    expect(box).to_have_count(0)


def category(page: Page, instance: Instance, number: str) -> str:
    answer = page.request.get(f"http://127.0.0.1:{instance.port}/api/v1/tickets/{number}")
    assert answer.ok, answer.text()
    return str(answer.json()["status"]["category"])


def selected(page: Page) -> str:
    row = page.locator(".tk-row[aria-selected=true]")
    return (row.first.get_attribute("data-number") or "") if row.count() else ""


def next_in_work(page: Page, instance: Instance, before: str) -> str:
    """Move on by `Alt J`, which works while one types too, to the next ticket that is being worked on."""
    for _ in range(60):
        page.keyboard.press("Alt+j")
        page.wait_for_timeout(400)  # a list that is just being read anew takes no step
        if selected(page) in ("", before):
            continue
        number = selected(page)
        if category(page, instance, number) == "open":
            expect(page.locator(f"section[aria-label='{number}']:not([inert])")).to_be_visible()
            return number
        before = number
    raise AssertionError("there is no further ticket in work")


def is_solved(page: Page, instance: Instance, number: str) -> bool:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        if category(page, instance, number) == "solved":
            return True
        time.sleep(0.1)
    return False


def test_ten_tickets_are_solved_without_a_mouse(
    context: BrowserContext, instance: Instance, sign_ins: dict[str, str]
) -> None:
    page = context.new_page()
    sign_in(page, instance, "admin@demo.local", sign_ins["admin@demo.local"])
    palette(page, "全部未完成")
    page.locator(".tk-row").first.wait_for()

    solved: list[str] = []
    number = next_in_work(page, instance, "")
    # The first is answered, and solved by the palette, which works while one types too.
    page.wait_for_timeout(500)  # the cursor rests, as a reader's does
    page.keyboard.press("r")
    expect(page.locator("[contenteditable=true]")).to_be_focused()
    page.keyboard.type(ANSWER)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[contenteditable=true]")).not_to_contain_text(ANSWER)
    palette(page, "设为已解决")
    assert is_solved(page, instance, number), f"{number} was not solved by the palette"
    solved.append(number)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    # The second gets its agent by the palette, and is solved by `e`, as are the others one after the other.
    while len(solved) < WANTED:
        number = next_in_work(page, instance, number)
        if len(solved) == 1:
            palette(page, "指派给我")
            page.get_by_text("已修改 1 张工单").wait_for()
        page.wait_for_timeout(300)
        page.keyboard.press("e")
        assert is_solved(page, instance, number), f"{number} was not solved"
        solved.append(number)
    assert len(set(solved)) == WANTED
    assert all(category(page, instance, one) == "solved" for one in solved)
