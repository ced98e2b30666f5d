"""How such tickets were solved before, beside the ticket that is open."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_solved_tickets_like_this_one_are_offered_with_their_answers(desk: Page) -> None:
    desk.get_by_role("navigation", name="视图").get_by_text("全部未完成", exact=True).click()
    desk.locator(".tk-row").first.click()
    card = desk.get_by_role("region", name="类似的已解决工单")
    card.get_by_role("button", name="类似的已解决工单").click()
    asked = card.get_by_role("searchbox", name="换个说法搜索解决方案")
    asked.fill("退款")
    asked.press("Enter")
    # Others bear it as a tag.
    first = card.get_by_role("listitem").filter(has=desk.locator("mark", has_text="退款")).first
    expect(first).to_be_visible()
    first.get_by_text("当时的答复").click()
    expect(first.get_by_role("button", name="复制答复")).to_be_visible()
    number = re.search(r"[A-Z]{2}\d{6}-\d{5}", first.inner_text())
    assert number
    first.get_by_role("button").first.click()
    expect(desk.locator(f"section[aria-label='{number[0]}']:not([inert])")).to_be_visible()
