"""The screens of people as an administrator uses them."""

import re

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def settings(desk: Page, name: str) -> None:
    """Go to a page of the administration by its menu."""
    desk.get_by_role("navigation", name="主导航").get_by_role("link", name="管理").click()
    desk.get_by_role("navigation", name="设置目录").get_by_role("link", name=name, exact=True).click()
    expect(desk.get_by_role("heading", name=name, level=1)).to_be_visible()


def drawer(desk: Page) -> Locator:
    return desk.get_by_role("dialog")


def choose(desk: Page, field: str, option: str) -> None:
    """Choose from a drop-down list of the open form."""
    drawer(desk).get_by_label(field).click()
    desk.locator(".ant-select-dropdown:visible").get_by_text(option, exact=True).click()


def test_a_department_is_made_below_another_with_a_head_and_moved_by_its_menu(desk: Page) -> None:
    settings(desk, "部门")
    desk.get_by_role("button", name="新建部门").click()
    drawer(desk).get_by_label("名称", exact=True).fill("质量部")
    choose(desk, "上级部门", "售后服务中心")
    choose(desk, "负责人", "李思远")
    desk.keyboard.press("Control+Enter")
    row = desk.get_by_role("row", name=re.compile("质量部"))
    expect(row).to_contain_text("第 2 级")
    expect(row).to_contain_text("李思远")

    row.get_by_role("button", name="“质量部”的操作").click()
    desk.get_by_role("menuitem", name="移动到…").click()
    drawer(desk).get_by_label("上级部门").click()
    desk.locator(".ant-select-dropdown:visible").get_by_text("财务部", exact=True).click()
    drawer(desk).get_by_role("button", name="移动", exact=True).click()
    expect(desk.get_by_text("“质量部”已移到“财务部”下面")).to_be_visible()
    desk.get_by_role("button", name="撤销").click()

    row.get_by_role("button", name="“质量部”的操作").click()
    desk.get_by_role("menuitem", name="删除").click()
    drawer(desk).get_by_role("button", name="删除").click()
    expect(row).to_have_count(0)


def test_an_agent_is_made_and_a_second_one_with_the_same_address_is_refused_at_the_field(desk: Page) -> None:
    settings(desk, "处理人")
    for attempt in (1, 2):
        desk.get_by_role("button", name="新建处理人").click()
        drawer(desk).get_by_label("姓名").fill("钱多多")
        drawer(desk).get_by_label("邮箱").fill("qian.duoduo@demo.local")
        choose(desk, "部门", "财务部")
        desk.keyboard.press("Control+Enter")
        if attempt == 1:
            expect(drawer(desk)).to_have_count(0)
    expect(drawer(desk)).to_contain_text("已经有用这个邮箱的处理人。")

    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="放弃", exact=True).click()
    desk.keyboard.press("/")
    desk.keyboard.type("qian.duo")
    expect(desk.get_by_role("row")).to_have_count(2)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(drawer(desk).get_by_label("姓名")).to_have_value("钱多多")


def make_contact(desk: Page, name: str, email: str) -> None:
    desk.get_by_role("button", name="新建联系人").click()
    drawer(desk).get_by_label("姓名").fill(name)
    drawer(desk).get_by_label("邮箱").fill(email)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_two_contacts_are_merged_after_a_look_at_both_and_taken_apart_again(desk: Page) -> None:
    settings(desk, "联系人")
    make_contact(desk, "宋雨桐", "song.yutong@home.example")
    desk.keyboard.press("u")
    make_contact(desk, "宋女士", "song@work.example")

    desk.get_by_role("button", name="合并…").click()
    drawer(desk).get_by_label("另一个联系人").fill("宋雨桐")
    desk.locator(".ant-select-dropdown:visible").get_by_text("song.yutong@home.example").click()
    expect(drawer(desk)).to_contain_text("“宋雨桐”的 1 个联系方式和 0 张工单将归到“宋女士”名下。")
    drawer(desk).get_by_role("button", name="合并", exact=True).click()
    identities = desk.get_by_role("region", name="联系方式")
    expect(identities).to_contain_text("song.yutong@home.example")
    expect(desk.get_by_role("region", name="经过")).to_contain_text("合并了另一个联系人")

    desk.get_by_role("button", name="撤销合并").click()
    drawer(desk).get_by_role("button", name="撤销合并").click()
    expect(identities).not_to_contain_text("song.yutong@home.example")


def test_the_requester_of_a_ticket_leads_to_everything_about_the_contact(desk: Page) -> None:
    desk.get_by_role("navigation", name="视图").get_by_text("全部工单").click()
    desk.locator(".tk-row").first.click()
    desk.get_by_role("region", name="工单属性").locator(".tk-requester strong a").click()
    expect(desk.get_by_role("region", name="联系方式")).to_be_visible()
    expect(desk.get_by_role("region", name="工单")).to_be_visible()


def sheet(lines: str) -> list[FilePayload]:
    return [{"name": "contacts.csv", "mimeType": "text/csv", "buffer": lines.encode()}]


def test_a_sheet_with_a_bad_line_writes_nothing_until_it_is_mended(desk: Page) -> None:
    settings(desk, "导入与导出")
    good = "姓名,邮箱,客户公司\n章鱼,zhang.yu@sheet.example,\n"
    desk.locator("input[type=file]").set_input_files(sheet(good + "海星,不是邮箱,\n"))
    expect(desk.get_by_role("alert")).to_contain_text("现在什么都没有写入")
    faults = desk.get_by_role("table", name="表格里的错误")
    expect(faults.get_by_role("row").nth(1)).to_contain_text("3")
    expect(desk.get_by_role("button", name=re.compile("写入"))).to_have_count(0)

    desk.get_by_role("button", name="重新选择文件").click()
    desk.locator("input[type=file]").set_input_files(sheet(good + "海星,hai.xing@sheet.example,\n"))
    desk.get_by_role("button", name="写入 2 行").click()
    expect(desk.get_by_text("已写入：新增 2 条，更新 0 条")).to_be_visible()
    desk.get_by_role("link", name="查看").click()
    expect(desk.get_by_role("row", name=re.compile("海星"))).to_contain_text("hai.xing@sheet.example")
