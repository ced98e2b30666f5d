"""The portal as requesters use it: on a phone, by a link, in a frame, with and without luck."""

import http.server
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.instance import Instance

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
PASTE_A_PICTURE = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 24;
  canvas.getContext('2d').fillRect(0, 0, 12, 12);
  const data = new DataTransfer();
  const picture = await new Promise((done) => canvas.toBlob(done));
  data.items.add(new File([picture], 'image.png', { type: 'image/png' }));
  const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('#answer').dispatchEvent(paste);
}"""


class Staff:
    """An administrator who works over the API, in the time that a requester looks at his page."""

    def __init__(self, instance: Instance) -> None:
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{instance.port}/api/v1",
            headers={"Authorization": f"Bearer {instance.token()}"},
            trust_env=False,
        )

    def say(self, number: str, html: str, visibility: str = "public") -> None:
        body = {"visibility": visibility, "body_html": html}
        assert self.http.post(f"/tickets/{number}/messages", json=body).status_code == 201

    def change(self, number: str, **fields: Any) -> None:
        assert self.http.patch(f"/tickets/{number}", json=fields).status_code == 200


@pytest.fixture(scope="module")
def staff(instance: Instance) -> Iterator[Staff]:
    made = Staff(instance)
    yield made
    made.http.close()


@pytest.fixture
def portal(instance: Instance) -> str:
    return f"http://127.0.0.1:{instance.port}/portal"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and what its console complains about (a broken content security policy among it)."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    return page, complaints


def fill_in(page: Page, email: str) -> None:
    page.get_by_label("姓名").fill("王小明")
    page.get_by_label("邮箱").fill(email)
    page.get_by_label("标题").fill("冰箱不制冷")
    page.get_by_label("问题描述").fill("昨天下午开始。\n显示 12 度。")


def test_from_the_form_to_the_rating_on_a_phone(phone: BrowserContext, portal: str, staff: Staff) -> None:
    page, complaints = watched(phone)
    page.goto(f"{portal}/")
    page.locator("main").get_by_role("link", name="提交工单").click()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert").first).to_contain_text("请填写姓名")
    fill_in(page, "xiaoming@customer.example")
    page.locator("input[type=file]").set_input_files(
        [{"name": "铭牌.txt", "mimeType": "text/plain", "buffer": b"BCD-501"}]
    )
    expect(page.locator(".file.done")).to_contain_text("铭牌.txt")
    page.get_by_role("button", name="提交").click()
    number = page.locator(".number").inner_text()
    page.get_by_role("link", name="查看工单进度").click()

    expect(page.locator(".message.mine")).to_contain_text("显示 12 度")
    expect(page.get_by_role("link", name="铭牌.txt")).to_be_visible()
    expect(page.get_by_role("list", name="进度")).to_contain_text("已受理")

    page.evaluate(PASTE_A_PICTURE)
    expect(page.locator(".file.done")).to_contain_text("image.png")
    page.get_by_label("回复").fill("补一张照片")
    page.get_by_label("回复").press("Control+Enter")
    expect(page.locator(".message").nth(1)).to_contain_text("补一张照片")
    expect(page.get_by_label("回复")).to_have_value("")

    staff.say(number, "<p>绝密备注</p>", visibility="note")
    staff.say(number, "<p>师傅 <b>明天十点</b> 到。</p>")
    expect(page.locator(".message").nth(2)).to_contain_text("明天十点", timeout=15_000)
    assert "绝密备注" not in page.content()

    staff.change(number, status="solved")
    expect(page.locator(".banner.good")).to_contain_text("工单会重新打开", timeout=15_000)
    expect(page.get_by_role("link", name="评价这次服务")).to_be_visible(timeout=25_000)
    page.get_by_label("回复").fill("又不行了")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".status")).to_have_text("处理中")
    assert complaints == []


def test_what_is_typed_outlives_a_broken_connection_and_a_reload(phone: BrowserContext, portal: str) -> None:
    page, _ = watched(phone)
    page.goto(f"{portal}/form")
    fill_in(page, "offline@customer.example")
    phone.set_offline(True)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("内容没有丢失")
    phone.set_offline(False)
    page.reload()
    expect(page.get_by_label("问题描述")).to_have_value("昨天下午开始。\n显示 12 度。")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".number")).to_contain_text("GD")


def test_a_dead_link_says_what_to_do_in_the_reader_s_language(chromium: Browser, portal: str) -> None:
    context = chromium.new_context(viewport=PHONE, locale="en-GB", color_scheme="dark")
    page, complaints = watched(context)
    page.goto(f"{portal}/t/not-a-link")
    expect(page.get_by_role("heading", name="This link is invalid or has expired")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 27)"
    page.get_by_role("button", name="切换到中文").click()
    expect(page.get_by_role("heading", name="链接无效或已过期")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.reload()
    expect(page.get_by_role("heading", name="链接无效或已过期")).to_be_visible()
    assert complaints == []
    context.close()


class _Shop(http.server.BaseHTTPRequestHandler):
    portal = ""

    def do_GET(self) -> None:
        # A page in GBK, as many Chinese shops still are: our one line must not care.
        body = (
            f'<meta charset="gbk"><h1>商城</h1><script src="{self.portal}/embed.js" data-lang="zh"></script>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode("gbk"))

    def log_message(self, *_: object) -> None:
        return


def test_one_line_puts_the_form_into_another_site(chromium: Browser, portal: str) -> None:
    _Shop.portal = portal
    shop = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
    threading.Thread(target=shop.serve_forever, args=(0.01,), daemon=True).start()
    context = chromium.new_context(locale="en-GB")
    page, _ = watched(context)
    page.goto(f"http://localhost:{shop.server_address[1]}/")
    form = page.frame_locator("iframe")
    expect(form.get_by_role("heading", name="提交工单")).to_be_visible()
    expect(form.get_by_role("banner")).to_have_count(0)
    page.locator("iframe").evaluate("f => new Promise(done => setTimeout(done, 300))")
    inside = form.locator("#app").evaluate("e => e.scrollHeight")
    assert abs(page.locator("iframe").evaluate("f => f.clientHeight") - inside) <= 2
    form.get_by_label("姓名").fill("Shopper")
    form.get_by_label("邮箱").fill("shopper@customer.example")
    form.get_by_label("标题").fill("Where is my order?")
    form.get_by_label("问题描述").fill("Ordered a week ago.")
    form.get_by_role("button", name="提交").click()
    expect(form.locator(".number")).to_contain_text("GD")
    context.close()
    shop.shutdown()


def test_no_other_page_of_the_portal_can_be_framed(portal: str) -> None:
    for address in ("/", "/t/some-token"):
        headers = httpx.get(f"{portal}{address}", trust_env=False).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_keyboard_is_enough(chromium: Browser, portal: str) -> None:
    context = chromium.new_context(locale="en-GB")
    page, _ = watched(context)
    page.goto(f"{portal}/form")
    page.get_by_label("Name").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"f-name", "f-email", "f-phone", "f-subject", "f-body", "Submit"} <= reached
    assert "f-website" not in reached
    context.close()
