"""Seeing a masked number for a reason, and looking with another's eyes: both in the record."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from bench.instance import ADMINISTRATOR, Instance
from tests.browser.entering import AUDITOR, SECURITY, SignIn, drawer, settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PERSON, PHONE, MASKED = "sun.yajing@demo.local", "13800138000", "138****8000"
REASON = "需要回电确认地址"


@pytest.fixture
def api(house: Instance) -> Callable[[str], httpx.Client]:
    def of(email: str) -> httpx.Client:
        return httpx.Client(
            base_url=f"http://127.0.0.1:{house.port}/api/v1",
            headers={"Authorization": f"Bearer {house.token(email)}"},
            trust_env=False,
        )

    return of


def ticket_for_one_who_sees_masks(admin: httpx.Client) -> str:
    """Give somebody a role that masks telephone numbers and may ask for them; a ticket with one."""
    role = {
        "key": "masked-desk",
        "name": "脱敏受理",
        "grants": {"tickets.read": "all", "tickets.write": "all", "privacy.reveal": "all"},
        "field_rights": [{"field": "tickets.requester.phone", "right": "masked"}],
    }
    assert admin.post("/roles", json=role).status_code == 201
    account = admin.get("/accounts", params={"q": PERSON.partition("@")[0]}).json()["items"][0]
    given = admin.patch(f"/accounts/{account['id']}", json={"roles": [{"key": "masked-desk"}]})
    assert given.status_code == 200, given.text
    ticket = {
        "subject": "洗衣机漏水",
        "body": f"请回电 {PHONE}。",
        "type": "request",
        "priority": "P2",
        "channel": "phone",
        "requester": {"name": "贺先生", "phone": PHONE},
    }
    number: str = admin.post("/tickets", json=ticket).json()["number"]
    return number


def reveal(page: Page) -> None:
    properties = page.get_by_role("region", name="工单属性")
    expect(properties).to_contain_text(MASKED)
    assert PHONE not in page.content()
    properties.get_by_role("button", name="查看完整内容").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="显示").click()
    expect(dialog).to_contain_text("请写明理由")
    dialog.get_by_label("理由").fill(REASON)
    dialog.get_by_role("button", name="显示").click()
    expect(properties).to_contain_text(PHONE.removeprefix("138"))
    expect(properties).to_contain_text("秒后自动隐藏")
    properties.get_by_role("button", name="隐藏").click()
    expect(properties).to_contain_text(MASKED)


def look_as(security: Page, house: Instance, number: str) -> None:
    """Look as the person does: the same masks, and nothing can be changed."""
    settings(security, "账号")
    security.get_by_role("row", name=re.compile(re.escape(PERSON))).click()
    drawer(security).get_by_role("button", name="以他的视角查看").click()
    security.get_by_role("dialog").last.get_by_role("button", name="以他的视角查看").click()
    banner = security.get_by_role("status").filter(has_text="的视角查看")
    expect(banner).to_be_visible()
    security.goto(f"http://localhost:{house.port}/desk/tickets/{number}?view=all")
    expect(security.get_by_role("region", name="工单属性")).to_contain_text(MASKED)
    refused = security.evaluate(
        """async (number) => {
             const csrf = decodeURIComponent(document.cookie.match(/csrftoken=([^;]*)/)[1]);
             const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json" };
             const body = JSON.stringify({ priority: "P0" });
             const answer = await fetch(`/api/v1/tickets/${number}`, { method: "PATCH", headers, body });
             return [answer.status, (await answer.json()).code];
           }""",
        number,
    )
    assert refused == [403, "view_as_is_read_only"]
    banner.get_by_role("button", name="停止").click()
    expect(security.get_by_role("heading", name="账号", level=1)).to_be_visible()
    expect(banner).to_have_count(0)


def test_a_masked_number_is_shown_for_a_reason_and_the_record_says_who_looked(
    house: Instance,
    passwords: dict[str, str],
    sign_in: SignIn,
    api: Callable[[str], httpx.Client],
) -> None:
    with api(ADMINISTRATOR) as admin:
        number = ticket_for_one_who_sees_masks(admin)
    page = sign_in(PERSON, passwords[PERSON])
    page.goto(f"http://localhost:{house.port}/desk/tickets/{number}?view=all")
    reveal(page)
    look_as(sign_in(SECURITY, passwords[SECURITY]), house, number)

    auditor = sign_in(AUDITOR, passwords[AUDITOR])
    settings(auditor, "操作记录")
    rows = auditor.get_by_role("main").get_by_role("row")
    expect(rows.filter(has_text=re.compile(f"查看了明文.*{REASON}")).first).to_be_visible()
    expect(rows.filter(has_text="开始以他人视角查看").first).to_be_visible()
    assert PHONE not in auditor.content()
