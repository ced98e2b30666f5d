"""A view from its making to its use: built, pinned, opened elsewhere, shown in every way."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.instance import ADMINISTRATOR, Instance
from tests.browser.entering import show_password

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sign_in(page: Page, url: str, password: str) -> None:
    page.goto(url)
    show_password(page, ADMINISTRATOR, password)
    page.get_by_role("navigation", name="视图").get_by_text("全部工单").wait_for()


def test_a_view_is_built_pinned_opened_elsewhere_and_shown_in_every_way(
    desk: Page, chromium: Browser, instance: Instance, sign_ins: dict[str, str]
) -> None:
    desk.get_by_role("button", name="新建视图").click()
    desk.get_by_label("名称").fill("浏览器里的视图")
    desk.get_by_role("button", name="添加条件", exact=True).first.click()
    desk.get_by_label("值", exact=True).fill("投诉")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("heading", name="浏览器里的视图")).to_be_visible()
    row = desk.locator(".vw-row", has_text="浏览器里的视图").first
    row.hover()
    row.get_by_role("button", name="视图操作").click()
    desk.get_by_role("menuitem", name="置顶").click()
    expect(desk.get_by_role("heading", name="置顶")).to_be_visible()

    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(20_000)
    sign_in(page, desk.url, sign_ins[ADMINISTRATOR])
    expect(page.get_by_role("heading", name="浏览器里的视图")).to_be_visible()
    page.get_by_role("option").first.wait_for()
    for name, shown in (
        ("表格", ".md-table"),
        ("日历", ".md-calendar"),
        ("时间线", ".md-timeline"),
        ("看板", ".md-board"),
    ):
        page.get_by_role("button", name="显示方式").click()
        page.locator(".tk-display").get_by_text(name, exact=True).click()
        page.locator(shown).wait_for()
        page.keyboard.press("Escape")
    card = page.locator('[data-column="open"] li[draggable]').first
    number = card.locator("[data-number]").get_attribute("data-number")
    card.drag_to(page.locator('[data-column="hold"]'))
    expect(page.locator(f'[data-column="hold"] [data-number="{number}"]')).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(f'[data-column="open"] [data-number="{number}"]')).to_be_visible()
    context.close()
