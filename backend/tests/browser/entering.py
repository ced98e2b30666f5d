"""How the tests come into the desk and find their way in its administration."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from bench.instance import Instance

SECURITY, AUDITOR = "security@demo.local", "auditor@demo.local"
SignIn = Callable[[str, str], Page]


def show_password(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in page."""
    page.get_by_label("邮箱").fill(email)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def enter(page: Page, instance: Instance, email: str, password: str) -> None:
    """Open the desk, and sign in where nobody is."""
    page.goto(f"http://127.0.0.1:{instance.port}/desk/")
    views = page.get_by_role("navigation", name="视图")
    views.or_(page.get_by_label("邮箱")).first.wait_for()
    if not views.is_visible():
        show_password(page, email, password)
    views.wait_for()


def settings(page: Page, name: str) -> None:
    """Go to a page of the administration by its menu."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="管理").click()
    page.get_by_role("navigation", name="设置目录").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def drawer(page: Page) -> Locator:
    """The form that is open at the side."""
    return page.get_by_role("dialog")


def choose(page: Page, field: str, option: str | re.Pattern[str]) -> None:
    """Choose from a drop-down list of the open form."""
    drawer(page).get_by_label(field).click()
    page.locator(".ant-select-dropdown:visible").get_by_text(option).first.click()
