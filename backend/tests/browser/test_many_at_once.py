"""Many tickets at once, by keyboard: all that match, a refusal with its reason, undo, and a sheet."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.instance import Instance
from bench.load import Client
from tests.browser.calls import work_done

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_all(desk: Page) -> Locator:
    """The list of all tickets; the cursor stands on the first."""
    desk.get_by_role("button", name="全部工单").click()
    rows = desk.get_by_role("listbox").get_by_role("option")
    rows.first.wait_for()
    desk.keyboard.press("j")
    desk.get_by_role("region", name="往来记录").wait_for()
    return rows


def chosen(desk: Page) -> list[str]:
    found = desk.get_by_role("option", checked=True)
    return [one.get_attribute("data-number") or "" for one in found.all()]


def pick(desk: Page, key: str, label: str, value: str) -> None:
    """Open a property of the selected tickets by its key, and choose a value by typing."""
    desk.keyboard.press(key)
    box = desk.get_by_role("combobox", name=label, exact=True).last
    expect(box).to_be_focused()
    desk.keyboard.type(value)
    desk.keyboard.press("Enter")


def test_ranges_by_keyboard_grow_shrink_and_survive_scrolling(desk: Page) -> None:
    rows = open_all(desk)
    numbers = [rows.nth(n).get_attribute("data-number") for n in range(4)]
    desk.keyboard.press("x")
    desk.keyboard.press("Shift+J")
    desk.keyboard.press("Shift+J")
    desk.keyboard.press("Shift+J")
    bar = desk.get_by_role("region", name="批量操作")
    expect(bar).to_contain_text("已选 4 张")
    desk.keyboard.press("Shift+K")
    expect(bar).to_contain_text("已选 3 张")
    assert chosen(desk) == numbers[:3]
    listbox = desk.get_by_role("listbox")
    listbox.evaluate("(node) => { node.scrollTop = 4000 }")
    desk.wait_for_timeout(300)
    listbox.evaluate("(node) => { node.scrollTop = 0 }")
    expect(bar).to_contain_text("已选 3 张")
    assert chosen(desk) == numbers[:3]
    rows.nth(5).click(modifiers=["Shift"])
    expect(bar).to_contain_text("已选 6 张")
    desk.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert chosen(desk) == []


def test_all_that_match_are_changed_what_is_refused_says_why_and_undo_gives_back(desk: Page) -> None:
    rows = open_all(desk)
    before = {rows.nth(n).get_attribute("data-number"): rows.nth(n).inner_text() for n in range(5)}
    desk.keyboard.press("Control+a")
    bar = desk.get_by_role("region", name="批量操作")
    expect(bar).to_contain_text(re.compile(r"全部 [\d,]+ 张匹配的"))
    desk.keyboard.press("x")
    expect(bar).to_contain_text(re.compile(r"已选 [\d,]+ 张，共匹配 [\d,]+ 张"))
    pick(desk, "s", "状态", "等待客户")

    panel = desk.get_by_role("region", name="批量修改进度")
    expect(panel).to_contain_text(re.compile(r"已修改 \d+ 张.*\d+ 张被拒绝"), timeout=30_000)
    undo = panel.get_by_role("button", name="撤销")
    expect(undo).to_be_visible()
    panel.get_by_role("button", name="查看原因").click()
    expect(panel.get_by_role("list", name="未修改的工单")).to_contain_text(
        re.compile("此状态不能再流转|不能从当前状态直接变为该状态")
    )
    undo.click()
    expect(panel).to_contain_text(re.compile(r"已撤销 \d+ 张"), timeout=30_000)
    panel.get_by_role("button", name="选中这些工单").or_(
        panel.get_by_role("button", name="关闭")
    ).first.click()

    now = desk.get_by_role("option").first
    now.wait_for()
    for number, text in before.items():
        row = desk.locator(f'[data-number="{number}"]')
        if row.count():
            status = text.splitlines()[-1].split(" · ")[0]
            expect(row).to_contain_text(status)


def test_a_list_goes_out_as_a_sheet(desk: Page, tmp_path: Path) -> None:
    open_all(desk)
    desk.keyboard.press("x")
    desk.keyboard.press("Shift+J")
    wanted = chosen(desk)
    desk.get_by_role("button", name="更多", exact=True).click()
    desk.get_by_role("menuitem", name="导出…").click()
    dialog = desk.get_by_role("dialog", name="导出工单")
    dialog.get_by_role("radio", name="CSV").check()
    dialog.get_by_role("button", name="开始导出").click()
    panel = desk.get_by_role("region", name="导出工单")
    expect(panel).to_contain_text("已导出 2 张", timeout=30_000)
    with desk.expect_download() as download:
        panel.get_by_role("link", name="下载").click()
    target = tmp_path / "tickets.csv"
    download.value.save_as(target)
    lines = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    assert lines[0][:2] == ["编号", "主题"]
    assert [line[0] for line in lines[1:]] == wanted


def chosen_by_mouse(desk: Page, count: int) -> Locator:
    """Choose rows by their boxes; the bar that appears."""
    desk.get_by_role("button", name="全部工单").click()
    rows = desk.get_by_role("listbox").get_by_role("option")
    rows.first.wait_for()
    # By their numbers: what was opened just now is being dispatched, and rows change places.
    numbers = [rows.nth(place).get_attribute("data-number") for place in range(count)]
    for number in numbers:
        desk.locator(f'[data-number="{number}"] .tk-row-mark').click()
    bar = desk.get_by_role("region", name="批量操作")
    expect(bar).to_contain_text(f"已选 {count} 张")
    return bar


def test_a_tag_is_given_by_mouse_and_offered_afterwards(desk: Page) -> None:
    bar = chosen_by_mouse(desk, 2)
    bar.get_by_role("button", name="标签", exact=True).click()
    box = desk.get_by_role("combobox", name="添加标签")
    expect(box).to_be_focused()
    desk.keyboard.type("空调季")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="应用").click()
    panel = desk.get_by_role("region", name="批量修改进度")
    expect(panel).to_contain_text("已修改 2 张", timeout=30_000)
    desk.get_by_role("option").nth(3).click()
    field = desk.get_by_role("region", name="工单属性").get_by_role("combobox", name="标签")
    field.click()
    desk.keyboard.type("空调")
    expect(desk.locator(".ant-select-dropdown:visible")).to_contain_text("空调季")


def test_chosen_tickets_are_merged_into_the_one_that_stays_and_taken_out_again(
    desk: Page, instance: Instance
) -> None:
    client = Client(instance.port, instance.token())
    for n in range(2):
        body = {
            "subject": f"同一件事 {n}",
            "body": "又来一封。",
            "requester": {"email": "twice@customer.example", "name": "许女士"},
        }
        client.call("POST", "/api/v1/tickets", body)
    work_done(instance)
    desk.reload()
    bar = chosen_by_mouse(desk, 2)
    bar.get_by_role("button", name="更多", exact=True).click()
    desk.get_by_role("menuitem", name="合并为一张…").click()
    dialog = desk.get_by_role("dialog", name="合并 2 张工单")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    expect(dialog.get_by_role("radio", name=re.compile("同一件事 0"))).to_be_checked()
    dialog.get_by_role("button", name="合并", exact=True).click()
    panel = desk.get_by_role("region", name="批量修改进度")
    expect(panel).to_contain_text("已合并 1 张", timeout=30_000)
    panel.get_by_role("button", name="撤销").click()
    expect(panel).to_contain_text("已撤销 1 张", timeout=30_000)


def test_the_requesters_of_chosen_tickets_are_answered_from_the_palette(
    desk: Page, instance: Instance
) -> None:
    client = Client(instance.port, instance.token())
    words = "<p>{{ requester.name }}您好，停电已恢复。</p>"
    client.call("POST", "/api/v1/saved-replies", {"title": "停电恢复", "bodies": {"zh": words}})
    for n in range(2):
        body = {
            "subject": f"停电 {n}",
            "body": "没有电。",
            "requester": {"email": f"dark{n}@customer.example", "name": f"住户{n}"},
        }
        client.call("POST", "/api/v1/tickets", body)
    work_done(instance)
    desk.reload()
    chosen_by_mouse(desk, 2)
    desk.keyboard.press("Control+k")
    palette = desk.get_by_role("dialog", name="命令面板")
    expect(palette).to_contain_text("已选 2 张工单")
    desk.keyboard.type("回复请求人")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog", name="回复 2 张工单")
    dialog.get_by_role("combobox", name="选择快捷回复").click()
    desk.locator(".ant-select-dropdown:visible").get_by_text("停电恢复").click()
    expect(dialog.locator(".bk-example")).to_contain_text(re.compile(r"住户\d您好，停电已恢复。"))
    dialog.get_by_role("button", name="发送给 2 张工单的请求人").click()
    expect(desk.get_by_role("region", name="批量修改进度")).to_contain_text("已回复 2 张", timeout=30_000)
    desk.get_by_role("option").first.click()
    expect(desk.locator(".tk-message.tk-ours").last).to_contain_text("停电已恢复。")
