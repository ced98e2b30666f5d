"""WCAG 2.2 AA on every screen, by axe: no serious or critical fault in any language, theme or size."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.instance import ADMINISTRATOR, Instance
from tests.browser.axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}

Look = tuple[str, str, str]
# Both sizes, both languages, both themes.
LOOKS: list[Look] = [
    ("desktop", "zh", "light"),
    ("desktop", "en", "dark"),
    ("phone", "zh", "dark"),
]


@pytest.fixture(params=LOOKS, ids="-".join)
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, language, theme = request.param
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale=LANGUAGES[language],
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,  # for the style element below; other tests run under the policy
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def api(instance: Instance) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"http://127.0.0.1:{instance.port}",
        headers={"Authorization": f"Bearer {instance.token()}"},
        trust_env=False,
    ) as client:
        yield client


def test_the_desk_has_no_serious_fault(
    page: Page, instance: Instance, sign_ins: dict[str, str], api: httpx.Client
) -> None:
    rows = api.get("/api/v1/tickets", params={"view": "all", "category": "open", "limit": 1}).json()["items"]
    number = rows[0]["number"]
    desk = f"http://127.0.0.1:{instance.port}/desk"
    found: dict[str, list[Any]] = {}

    page.goto(f"{desk}/")
    page.locator("input[type=password]").wait_for()
    found["sign-in"] = faults(page)
    page.locator("input[type=email]").fill(ADMINISTRATOR)
    page.locator("input[type=password]").fill(sign_ins[ADMINISTRATOR])
    page.keyboard.press("Enter")
    page.locator(".tk-toolbar").wait_for()

    def visit(name: str, path: str, ready: str, act: Callable[[], None] | None = None) -> None:
        page.goto(f"{desk}{path}")
        if act:
            page.locator(".tk-toolbar").wait_for()
            act()
        page.locator(ready).first.wait_for()
        found[name] = faults(page)

    visit("list", "/tickets?view=all", ".tk-row")
    visit("ticket", f"/tickets/{number}?view=all", ".tk-prose, .tk-modes")
    visit("new ticket", "/tickets?view=all", "#new-subject", lambda: page.keyboard.press("c"))
    visit("shortcuts", "/tickets?view=all", "[role=dialog]", lambda: page.keyboard.press("?"))
    visit("palette", "/tickets?view=all", ".pl-one", lambda: page.keyboard.press("Control+k"))
    visit("search", "/search?q=a", ".sr-facets, .sr-list, .rd-state")
    visit("empty search", "/search", ".rd-state")
    visit("work bench", "/work?list=worked", "[data-row], .rd-state")
    visit("wallboard", "/wallboard", ".wall-tile")
    visit("outbox", "/outbox", "main h1")
    visit("intake", "/intake", "main h1")
    visit("settings", "/admin/", "main h1")
    for name in ("departments", "agents", "contacts", "companies"):
        visit(name, f"/admin/{name}", "[data-row]")
    visit("import and export", "/admin/transfer", "#pe-import")

    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_a_menu_opens_at_its_button_for_those_who_want_no_motion(
    chromium: Browser, instance: Instance, sign_ins: dict[str, str]
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    page.locator("input[type=email]").fill(ADMINISTRATOR)
    page.locator("input[type=password]").fill(sign_ins[ADMINISTRATOR])
    page.keyboard.press("Enter")
    page.locator(".tk-toolbar").wait_for()
    page.keyboard.press("v")
    panel = page.locator(".tk-display")
    panel.wait_for()
    expect(panel).to_be_in_viewport()
    context.close()


def test_the_portal_has_no_serious_fault(page: Page, instance: Instance, api: httpx.Client) -> None:
    request = {
        "name": "Ada Park",
        "email": "ada.park@example.org",
        "subject": "The charger blinks red",
        "body": "It began this morning.",
    }
    ticket_url = api.post("/api/v1/portal/requests", json=request).json()["portal_url"]
    portal = f"http://127.0.0.1:{instance.port}/portal"
    found: dict[str, list[Any]] = {}
    for name, url in {
        "home": f"{portal}/",
        "form": f"{portal}/form",
        "ticket": ticket_url,
        "lost link": f"{portal}/t/none",
    }.items():
        page.goto(url)
        page.locator("h1").first.wait_for()
        found[name] = faults(page)

    assert {name: list_ for name, list_ in found.items() if list_} == {}
