"""Rights and signing in as three administrations and one new colleague use them."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy

import httpx
import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.instance import ADMINISTRATOR, Instance
from bench.smtp_sink import SmtpSink
from tests.browser.entering import AUDITOR, SECURITY, SignIn, choose, drawer, settings, show_password

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEWCOMER, PASSWORD = "xia.wan@demo.local", "night owls read slowly 7"
PHONE = "13800138000"


def make_department_and_person(admin: Page) -> None:
    settings(admin, "部门")
    admin.get_by_role("button", name="新建部门").click()
    drawer(admin).get_by_label("名称", exact=True).fill("夜间受理部")
    admin.keyboard.press("Control+Enter")
    expect(admin.get_by_role("row", name=re.compile("夜间受理部"))).to_be_visible()
    settings(admin, "处理人")
    admin.get_by_role("button", name="新建处理人").click()
    drawer(admin).get_by_label("姓名").fill("夏晚")
    drawer(admin).get_by_label("邮箱").fill(NEWCOMER)
    choose(admin, "部门", "夜间受理部")
    admin.keyboard.press("Control+Enter")
    expect(drawer(admin)).to_have_count(0)


def make_role(admin: Page) -> None:
    """A role that reads and works on tickets of the department and sees no telephone number."""
    settings(admin, "角色")
    admin.get_by_role("button", name="新建角色").click()
    admin.get_by_label("名称", exact=True).fill("夜间受理")
    admin.get_by_label("英文名称").fill("Night desk")
    for permission in ("查看工单", "处理工单"):
        row = admin.get_by_role("row", name=re.compile(f"^{permission}"))
        row.get_by_role("radio", name="本部门", exact=True).check()
    admin.get_by_text("字段", exact=True).click()
    admin.get_by_label("请求人电话 · 所有类型").select_option(label="脱敏")
    admin.get_by_role("button", name="保存").click()
    expect(admin.get_by_role("heading", name="夜间受理", level=1)).to_be_visible()


def make_account(admin: Page) -> None:
    settings(admin, "账号")
    admin.get_by_role("button", name="新建账号").click()
    choose(admin, "人员", re.compile("夏晚"))
    expect(drawer(admin).get_by_label("登录邮箱")).to_have_value(NEWCOMER)
    choose(admin, "角色", "夜间受理")
    drawer(admin).get_by_role("button", name="保存").click()
    expect(drawer(admin)).to_have_count(0)
    expect(admin.get_by_role("row", name=re.compile("夏晚"))).to_contain_text("夜间受理")


def give_ticket(house: Instance) -> str:
    """A ticket for the newcomer from somebody with a telephone number; gives its number."""
    with httpx.Client(
        base_url=f"http://127.0.0.1:{house.port}/api/v1",
        headers={"Authorization": f"Bearer {house.token()}"},
        trust_env=False,
    ) as api:
        agents = api.get("/agents").json()["items"]
        newcomer = next(one for one in agents if one["email"] == NEWCOMER)
        team = {
            "key": "night",
            "name": "夜间组",
            "department_id": newcomer["department_id"],
            "member_ids": [newcomer["id"]],
        }
        made = api.post("/teams", json=team)
        assert made.status_code == 201, made.text
        body = {
            "subject": "洗衣机漏水",
            "body": f"请回电 {PHONE}。",
            "type": "request",
            "priority": "P2",
            "channel": "phone",
            "requester": {"name": "贺先生", "phone": PHONE},
        }
        number: str = api.post("/tickets", json=body).json()["number"]
        given = api.patch(f"/tickets/{number}", json={"assignee_id": newcomer["id"]})
        assert given.status_code == 200, given.text
        return number


def link_of_invitation(sink: SmtpSink) -> str:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        for mail in sink.mails():
            if NEWCOMER in mail.recipients:
                text = message_from_bytes(mail.raw, policy=policy.default)
                for part in text.walk():
                    found = part.get_content_type() == "text/plain" and re.search(
                        r"http\S+/desk/invitation#token=\S+", part.get_content()
                    )
                    if found:
                        return found.group(0)
        time.sleep(0.2)
    raise AssertionError("the invitation never came")


def demand_second_factor(security: Page) -> None:
    settings(security, "角色")
    security.get_by_role("link", name="夜间受理").click()
    security.get_by_role("checkbox", name=re.compile("要求第二步验证")).check()
    security.get_by_role("button", name="保存").click()
    expect(security.get_by_text("已保存")).to_be_visible()


def enrol(page: Page, link: str) -> pyotp.TOTP:
    """Finish the invitation, sign in, and set up the authenticator that the role demands."""
    page.goto(link)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一次").fill(PASSWORD)
    page.get_by_role("button", name="保存密码").click()
    page.get_by_role("link", name="去登录").click()
    show_password(page, NEWCOMER, PASSWORD)
    expect(page.get_by_role("heading", name="请先设置第二步验证")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("二维码"))).to_be_visible()
    totp = pyotp.TOTP(page.locator(".fc-secret code").inner_text().replace(" ", ""))
    page.get_by_label("应用里显示的 6 位数字").fill(totp.now())
    page.get_by_role("button", name="确认").click()
    expect(page.locator(".fc-codes li")).to_have_count(10)
    page.get_by_role("button", name="我已保存").click()
    page.get_by_role("navigation", name="视图").wait_for()
    return totp


def test_a_newcomer_gets_in_with_two_factors_and_sees_what_the_role_lets_see_and_no_more(
    house: Instance,
    passwords: dict[str, str],
    sign_in: SignIn,
    browser_of: Callable[[], BrowserContext],
    sink: SmtpSink,
) -> None:
    admin = sign_in(ADMINISTRATOR, passwords[ADMINISTRATOR])
    make_department_and_person(admin)
    make_role(admin)
    make_account(admin)
    number = give_ticket(house)
    demand_second_factor(sign_in(SECURITY, passwords[SECURITY]))

    page = browser_of().new_page()
    totp = enrol(page, link_of_invitation(sink))
    page.get_by_role("navigation", name="视图").get_by_text("全部工单").click()
    expect(page.locator(".tk-row")).to_have_count(1)
    page.locator(".tk-row").click()
    properties = page.get_by_role("region", name="工单属性")
    expect(properties).to_contain_text("138****8000")
    expect(page.get_by_role("region", name=number)).to_contain_text("138****8000")
    assert PHONE not in page.content()
    expect(page.get_by_role("navigation", name="主导航").get_by_role("link", name="管理")).to_have_count(0)

    again = browser_of().new_page()
    again.goto(f"http://localhost:{house.port}/desk/tickets/{number}?view=all")
    show_password(again, NEWCOMER, PASSWORD)
    again.get_by_label("验证器应用里的 6 位数字").fill("000000")
    expect(again.get_by_role("alert")).to_contain_text("验证码不对")
    # Each code is good once: the one after it counts already.
    again.get_by_label("验证器应用里的 6 位数字").fill(totp.at(time.time() + 30))
    expect(again.get_by_role("region", name="工单属性")).to_contain_text("138****8000")

    auditor = sign_in(AUDITOR, passwords[AUDITOR])
    settings(auditor, "操作记录")
    record = auditor.get_by_role("main")
    for happened in (
        "建立了部门 夜间受理部",
        "建立了角色",
        re.compile("夏晚.*添加了第二因素"),
        re.compile("夏晚.*登录"),
    ):
        expect(record.get_by_role("row").filter(has_text=happened).first).to_be_visible()
    assert PHONE not in auditor.content()
    settings(auditor, "完整性")
    auditor.get_by_role("button", name="立即校验").click()
    expect(auditor.get_by_role("main")).to_contain_text("完好", timeout=60_000)


def test_a_passkey_is_added_and_signs_in_without_a_password(
    house: Instance, passwords: dict[str, str], sign_in: SignIn
) -> None:
    email = "chen.yu@demo.local"
    page = sign_in(email, passwords[email])
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"http://localhost:{house.port}/desk/account")
    page.get_by_role("button", name="添加通行密钥").click()
    drawer(page).get_by_label("名称").fill("公司电脑")
    drawer(page).get_by_role("button", name="添加通行密钥").click()
    expect(page.locator(".fc-codes li")).to_have_count(10)
    page.get_by_role("button", name="我已保存").click()
    expect(page.get_by_role("region", name="第二步验证")).to_contain_text("公司电脑")

    page.context.clear_cookies()
    page.goto(f"http://localhost:{house.port}/desk/account")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("region", name="登录着的地方")).to_contain_text("通行密钥")


def test_a_session_that_is_ended_elsewhere_comes_back_to_the_same_ticket_with_the_draft(
    house: Instance, passwords: dict[str, str], sign_in: SignIn
) -> None:
    email = "sun.yajing@demo.local"
    page, other = sign_in(email, passwords[email]), sign_in(email, passwords[email])
    page.get_by_role("navigation", name="视图").get_by_text("全部工单").click()
    page.locator(".tk-row").first.click()
    page.locator(".tk-prose, .ProseMirror").first.click()
    page.keyboard.type("稍后给您回电")
    place = page.url

    other.goto(f"http://localhost:{house.port}/desk/account")
    other.get_by_role("button", name="退出", exact=True).first.click()
    expect(other.get_by_text("已退出")).to_be_visible()
    page.reload()
    show_password(page, email, passwords[email])
    expect(page.get_by_text("稍后给您回电")).to_be_visible()
    assert page.url == place
