"""A newcomer's first ten minutes: sign in, find who waits the longest, answer, hand over, find it again."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.instance import Instance
from tests.browser.axe import rest
from tests.browser.entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEWCOMER = "li.siyuan@demo.local"
ANOTHER_TEAM = "华南维修组"
REPLY = "马上处理"
NOTE = "客户已催两次，请优先安排。"


def the_oldest_waiting(page: Page) -> str:
    """The first of all open tickets of the team, the one that nobody touched for the longest before."""
    page.get_by_role("navigation", name="视图").get_by_text("我团队的", exact=True).click()
    page.get_by_role("button", name="显示方式").click()
    page.get_by_role("combobox", name="排序").click()
    with page.expect_response(re.compile(r"/api/v1/tickets\?.*sort=updated_at")):
        page.locator(".ant-select-dropdown:visible").get_by_text("最久未更新在前", exact=True).click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("sort=updated_at"))
    page.locator(".tk-row").first.click()
    page.wait_for_url(re.compile("/desk/tickets/[A-Z]"))
    number = page.url.partition("/desk/tickets/")[2].partition("?")[0]
    expect(page.locator(f"section[aria-label='{number}']:not([inert])")).to_be_visible()
    return number


def write(page: Page, key: str, text: str) -> None:
    rest(page)  # a reader looks at the ticket first
    page.keyboard.press(key)
    expect(page.locator("[contenteditable=true]")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="往来记录")).to_contain_text(text)
    page.keyboard.press("Escape")


def keep_a_reply(page: Page, instance: Instance) -> None:
    """What the team has prepared for its newcomers: here one of his own."""
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    made = page.request.post(
        f"http://127.0.0.1:{instance.port}/api/v1/saved-replies",
        headers={"X-CSRFToken": cookies["csrftoken"]},
        data={
            "title": REPLY,
            "bodies": {"zh": "<p>您好，工单 {{ ticket.number }} 已收到，马上为您处理。</p>"},
        },
    )
    assert made.ok, made.text()


def answer_with_a_saved_reply(page: Page) -> None:
    """`/` and the beginning of its name, Enter takes it, Ctrl Enter sends it."""
    rest(page)  # a reader looks at the ticket first
    page.keyboard.press("r")
    box = page.locator("[contenteditable=true]")
    expect(box).to_be_focused()
    page.keyboard.type("/马上")
    page.get_by_role("option", name=re.compile(REPLY)).wait_for()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("已收到，马上为您处理。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main")).to_contain_text("已收到，马上为您处理。")
    expect(box).not_to_contain_text("已收到")


def hand_to(page: Page, team: str) -> None:
    properties = page.get_by_role("region", name="工单属性")
    properties.get_by_label("处理组", exact=True).click()
    page.locator(".ant-select-dropdown:visible").get_by_text(team, exact=True).click()
    expect(properties).to_contain_text(team)


def test_a_newcomer_answers_hands_over_and_finds_it_again(
    context: BrowserContext, instance: Instance, sign_ins: dict[str, str]
) -> None:
    page = context.new_page()
    enter(page, instance, NEWCOMER, sign_ins[NEWCOMER])
    keep_a_reply(page, instance)
    number = the_oldest_waiting(page)

    answer_with_a_saved_reply(page)
    write(page, "n", NOTE)
    hand_to(page, ANOTHER_TEAM)

    # Found again by its number, and on the list of what one worked on.
    page.get_by_role("button", name=re.compile("搜索工单")).click()
    page.get_by_role("searchbox").fill(number)
    result = page.locator(".sr-list").get_by_role("link").filter(has_text=number)
    result.click()
    expect(page.locator(f"section[aria-label='{number}']:not([inert])")).to_be_visible()
    expect(page.get_by_role("region", name="往来记录")).to_contain_text(NOTE)

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="工作台").click()
    page.get_by_role("navigation", name="我的列表").get_by_text("我处理的").click()
    expect(page.get_by_role("main", name="工作台").get_by_role("link").filter(has_text=number)).to_have_count(
        1
    )
