"""What hangs together with a ticket, and the work on it: done, taken back, and told in the history."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from bench.instance import ADMINISTRATOR, Instance
from bench.load import Client
from tests.browser.axe import faults
from tests.browser.calls import take_call
from tests.browser.entering import show_password

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class House:
    """The installation as a program sees it, and a page of the desk in it."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._client = Client(instance.port, instance.token())

    def call(self, method: str, path: str, body: object = None) -> Any:
        return self._client.call(method, f"/api/v1{path}", body, expect=(200, 201, 202, 204))

    def ticket(self, subject: str, requester: str = "范先生", phone: str = "13911112222") -> str:
        return take_call(self._instance, subject, requester, phone)

    def write(self, number: str, text: str, visibility: str = "public") -> None:
        self.call("POST", f"/tickets/{number}/messages", {"visibility": visibility, "body": text})

    def solve(self, number: str) -> None:
        version = self.call("GET", f"/tickets/{number}")["version"]
        headers = {"If-Match": f'"{version}"'}
        self._client.call("PATCH", f"/api/v1/tickets/{number}", {"status": "solved"}, headers=headers)

    def show(self, page: Page, number: str) -> None:
        page.goto(f"http://127.0.0.1:{self._instance.port}/desk/tickets/{number}?view=all")
        page.get_by_role("toolbar", name=re.compile("工单操作|Ticket actions")).wait_for()


@pytest.fixture(scope="module")
def house_of(instance: Instance) -> House:
    return House(instance)


@pytest.fixture(scope="module")
def desk(chromium: Browser, instance: Instance, sign_ins: dict[str, str]) -> Iterator[Page]:
    """One page for all of this file, signed in once: each test goes to tickets of its own."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    show_password(page, ADMINISTRATOR, sign_ins[ADMINISTRATOR])
    page.get_by_role("navigation", name="视图").wait_for()
    yield page
    context.close()


def choose(page: Page, entry: str) -> Locator:
    """Open a dialog of the ticket by its menu."""
    page.get_by_role("button", name=re.compile("更多操作|More actions")).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def find_ticket(page: Page, dialog: Locator, number: str) -> None:
    """Find a ticket by its number in the box in which the dialog begins."""
    expect(dialog.locator(".tk-picker input")).to_be_focused()
    page.keyboard.type(number)
    page.locator(".ant-select-dropdown:visible").get_by_title(re.compile(number)).click()
    page.keyboard.press("Tab")


def card(page: Page, name: str) -> Locator:
    properties = page.get_by_role("region", name="工单属性")
    return properties.locator("section").filter(has=page.get_by_role("heading", name=name))


def history(page: Page) -> Locator:
    return choose(page, "完整历史")


def test_tickets_are_merged_once_and_taken_apart_again(desk: Page, house_of: House) -> None:
    target, source = house_of.ticket("洗衣机异响"), house_of.ticket("又来问洗衣机异响")
    late = house_of.ticket("第三次问洗衣机异响")
    house_of.show(desk, target)
    dialog = choose(desk, "合并…")
    find_ticket(desk, dialog, source)
    sent: list[Request] = []
    desk.on("request", lambda request: sent.append(request) if request.url.endswith("/merge") else None)
    dialog.get_by_role("button", name="合并", exact=True).dblclick()
    expect(dialog).to_be_hidden()
    expect(card(desk, "关联")).to_contain_text("又来问洗衣机异响")
    assert len(sent) == 1

    # A colleague is faster with another one: the dialog stays, and says what to do.
    dialog = choose(desk, "合并…")
    find_ticket(desk, dialog, late)
    house_of.call("POST", f"/tickets/{house_of.ticket('总单')}/merge", {"sources": [late]})
    dialog.get_by_role("button", name="合并", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("刚被合并过")
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    card(desk, "关联").get_by_role("button", name="又来问洗衣机异响").click()
    banner = desk.get_by_role("status").filter(has_text="已合并到")
    expect(banner).to_contain_text(target)
    banner.get_by_role("button", name="撤销合并").click()
    expect(banner).to_be_hidden()
    dialog = history(desk)
    expect(dialog).to_contain_text(f"将本工单合并到 {target}")
    expect(dialog).to_contain_text(f"撤销合并，本工单从 {target} 恢复")


def test_tickets_of_others_are_merged_only_knowingly_and_undone_at_once(desk: Page, house_of: House) -> None:
    target, source = house_of.ticket("门禁失灵"), house_of.ticket("门禁打不开", "邓女士", "13911113333")
    house_of.show(desk, target)
    dialog = choose(desk, "合并…")
    find_ticket(desk, dialog, source)
    desk.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("alert")).to_contain_text(f"请求人不同：{source}")
    dialog.get_by_role("button", name="仍要合并").click()
    expect(card(desk, "关联")).to_contain_text("门禁打不开")
    desk.get_by_role("button", name="撤销", exact=True).click()
    expect(card(desk, "关联")).to_contain_text("没有关联的工单")


def test_a_ticket_is_split_linked_given_in_parts_and_put_to_sleep(desk: Page, house_of: House) -> None:
    number, other = house_of.ticket("空调漏水"), house_of.ticket("同楼层空调漏水")
    house_of.write(number, "另外冰箱怎么保修？")
    house_of.show(desk, number)

    dialog = choose(desk, "关联工单…")
    find_ticket(desk, dialog, other)
    dialog.get_by_role("button", name="关联", exact=True).click()
    expect(card(desk, "关联")).to_contain_text(f"相关 · {other}")
    card(desk, "关联").get_by_role("button", name=f"移除关联 {other}").click()
    expect(card(desk, "关联")).to_contain_text("没有关联的工单")
    desk.get_by_role("button", name="撤销", exact=True).click()
    expect(card(desk, "关联")).to_contain_text("同楼层空调漏水")

    dialog = choose(desk, "新建子工单…")
    expect(dialog.get_by_role("textbox", name="主题")).to_be_focused()
    desk.keyboard.type("采购冷凝管")
    dialog.get_by_label("要做什么").fill("两根，明天要")
    dialog.get_by_role("button", name="创建").click()
    expect(card(desk, "关联")).to_contain_text("子工单进度 · 完成 0/1")
    made = house_of.call("GET", f"/tickets/{number}/relations")["links"][-1]["ticket"]["number"]
    house_of.solve(made)
    expect(card(desk, "关联")).to_contain_text("完成 1/1")

    desk.keyboard.press("z")
    dialog = desk.get_by_role("dialog", name="暂缓到")
    expect(dialog.get_by_role("button", name="1 小时后")).to_be_focused()
    dialog.get_by_role("button", name="直到请求人回复").click()
    banner = desk.get_by_role("status").filter(has_text="已暂缓，直到请求人回复")
    banner.get_by_role("button", name="立即唤醒").click()
    expect(banner).to_be_hidden()

    dialog = choose(desk, "拆分消息为新工单…")
    dialog.get_by_label("新工单主题").fill("冰箱保修咨询")
    dialog.get_by_role("checkbox", name="冰箱怎么保修").check()
    dialog.get_by_role("button", name="创建").click()
    expect(desk.get_by_role("heading", level=1, name="冰箱保修咨询")).to_be_visible()
    expect(card(desk, "关联")).to_contain_text(f"拆分自 · {number}")


def test_one_update_goes_to_each_ticket_of_a_major_issue(desk: Page, house_of: House) -> None:
    number = house_of.ticket("机房断网")
    affected = [
        house_of.ticket("上不了网", "甲", "13911114441"),
        house_of.ticket("网页打不开", "乙", "13911114442"),
    ]
    house_of.show(desk, number)
    dialog = choose(desk, "大面积故障…")
    expect(dialog).to_contain_text("还没有受影响的工单")
    for one in affected:
        dialog.locator(".tk-picker input").focus()
        find_ticket(desk, dialog, one)
    dialog.get_by_role("button", name="添加", exact=True).click()
    expect(dialog).to_contain_text("完成 0/2")
    dialog.get_by_label("给所有请求人的更新").fill("正在抢修，预计一小时恢复。")
    dialog.get_by_role("button", name="发送给 2 张工单").click()
    expect(dialog).to_contain_text("已发送 2 张")
    desk.keyboard.press("Escape")
    card(desk, "关联").get_by_role("button", name="上不了网").click()
    expect(desk.get_by_role("region", name="往来记录")).to_contain_text("正在抢修，预计一小时恢复。")


def test_time_and_costs_are_corrected_and_the_history_says_so(desk: Page, house_of: House) -> None:
    number = house_of.ticket("上门维修")
    house_of.show(desk, number)
    times, costs, todos = card(desk, "工时"), card(desk, "费用"), card(desk, "待办事项")
    times.get_by_role("button", name="记录工时").click()
    desk.keyboard.type("95")
    times.get_by_label("活动").fill("现场维修")
    desk.keyboard.press("Enter")
    expect(times).to_contain_text("共 1 小时 35 分")
    expect(times.get_by_role("button", name="记录工时")).to_be_focused()
    times.get_by_role("button", name="更正 现场维修").click()
    times.get_by_label("分钟").fill("80")
    times.get_by_label("计费").check()
    times.get_by_role("button", name="保存").click()
    expect(times).to_contain_text("共 1 小时 20 分，计费 1 小时 20 分")

    costs.get_by_role("button", name="记录费用").click()
    costs.get_by_label("项目").fill("轴承")
    costs.get_by_label("单价").fill("12.345")
    expect(costs.get_by_role("button", name="保存")).to_be_disabled()
    costs.get_by_label("单价").fill("1200")
    costs.get_by_role("button", name="保存").click()
    expect(costs).to_contain_text("合计 ¥1,200.00")
    costs.get_by_role("button", name="更正 轴承").click()
    costs.get_by_label("数量").fill("2")
    desk.keyboard.press("Enter")
    expect(costs).to_contain_text("合计 ¥2,400.00")
    costs.get_by_role("button", name="移除 轴承").click()
    desk.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(costs).to_contain_text("还没有费用")

    todos.get_by_role("button", name="添加待办").click()
    desk.keyboard.type("回电")
    desk.keyboard.press("Enter")
    todos.get_by_role("checkbox", name="回电").check()
    expect(todos).to_contain_text("100%")

    told = history(desk)
    for sentence in (
        "记录工时 95 分钟（现场维修）",
        "更正工时（现场维修）：95 分钟 → 80 分钟；改为计费",
        "更正费用：轴承 1 × ¥1,200.00 → 轴承 2 × ¥1,200.00",
        "删除费用：轴承 2 × ¥1,200.00",
        "完成待办：回电",
    ):
        expect(told).to_contain_text(sentence)
    desk.keyboard.press("Escape")
    expect(told).to_be_hidden()


ENTRIES = [
    ("合并…", "Merge…"),
    ("拆分消息为新工单…", "Split messages off…"),
    ("关联工单…", "Link tickets…"),
    ("新建子工单…", "New child ticket…"),
    ("大面积故障…", "Major issue…"),
    ("暂缓…", "Snooze…"),
    ("转发…", "Forward…"),
    ("更换请求人…", "Change requester…"),
    ("完整历史", "Full history"),
]
LOOKS = [("zh-CN", "light"), ("en-GB", "dark")]


@pytest.fixture(params=LOOKS, ids="-".join)
def looked_at(chromium: Browser, desk: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The desk in a language and a theme, still enough for axe."""
    language, theme = request.param
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale=language,
        color_scheme=theme,
        reduced_motion="reduce",
        storage_state={"cookies": desk.context.cookies(), "origins": []},
        bypass_csp=True,  # for the style element of axe; other tests run under the policy
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_no_dialog_of_this_part_has_a_serious_fault(looked_at: Page, house_of: House) -> None:
    page = looked_at
    number = house_of.ticket("无障碍检查")
    house_of.write(number, "第二条消息")
    house_of.write(number, "只给同事看", "note")
    house_of.call(
        "POST", f"/tickets/{number}/links", {"other": house_of.ticket("另一张"), "relation": "relates"}
    )
    spent = {"minutes": 5, "activity": "电话", "note": "", "billable": True, "spent_on": "2026-01-05"}
    house_of.call("POST", f"/tickets/{number}/times", spent)
    house_of.call("POST", f"/tickets/{number}/todos", {"text": "回电", "due_on": "2026-01-05"})
    house_of.show(page, number)
    chinese = page.evaluate("navigator.language").startswith("zh")
    found: dict[str, list[Any]] = {}
    for name in (
        "添加待办" if chinese else "Add a thing to do",
        "记录费用" if chinese else "Write down costs",
    ):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name=re.compile("更正 电话|Correct 电话")).click()
    found["cards"] = faults(page, ".tk-properties")
    for entry in (zh if chinese else en for zh, en in ENTRIES):
        dialog = choose(page, entry)
        found[entry] = faults(page, "[role=dialog]")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    assert {name: list_ for name, list_ in found.items() if list_} == {}
