"""Coming in by an identity provider of another site, with our second factor, to the page one wanted."""

import base64
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import httpx
import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.instance import Instance
from relaydesk.access.tests.fake_oidc import FakeProvider, fake_provider
from tests.browser.entering import SECURITY

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PERSON = "chen.yu@demo.local"
VERIFIER = "v" * 64


@pytest.fixture
def idp() -> Iterator[FakeProvider]:
    """At 127.0.0.1, while the desk is at localhost: to a browser these are two sites."""
    with fake_provider() as provider:
        provider.claims = {"sub": "chen", "name": "陈宇", "email": PERSON, "email_verified": True}
        yield provider


@pytest.fixture
def security(house: Instance) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"http://127.0.0.1:{house.port}/api/v1",
        headers={"Authorization": f"Bearer {house.token(SECURITY)}"},
        trust_env=False,
    ) as api:
        yield api


def connect(security: httpx.Client, idp: FakeProvider) -> None:
    body = {
        "kind": "oidc",
        "name": "统一身份",
        "name_en": "Single sign-on",
        "enabled": True,
        "settings": {"issuer": idp.url, "client_id": idp.client_id, "email_domains": ["demo.local"]},
        "secrets": {"client_secret": idp.client_secret},
    }
    made = security.post("/identity-providers", json=body)
    assert made.status_code == 201, made.text


POST = """async ([path, body]) => {
  const csrf = decodeURIComponent(document.cookie.match(/csrftoken=([^;]*)/)[1]);
  const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json" };
  const answer = await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return await answer.json();
}"""


def authenticator_of(page: Page) -> pyotp.TOTP:
    """Give the one who is signed in a second factor, by the requests of his account's page."""
    made = page.evaluate(POST, ["/me/factors/totp", {}])
    totp = pyotp.TOTP(made["secret"])
    done = page.evaluate(POST, ["/me/factors/totp/confirm", {"id": made["id"], "code": totp.now()}])
    assert len(done["recovery_codes"]) == 10
    return totp


def by_provider(page: Page) -> None:
    page.get_by_role("link", name="用统一身份登录").click()


def test_by_a_provider_one_comes_to_the_second_factor_to_the_page_wanted_and_out_again(
    house: Instance,
    security: httpx.Client,
    idp: FakeProvider,
    browser_of: Callable[[], BrowserContext],
) -> None:
    connect(security, idp)
    here = f"http://localhost:{house.port}"
    page = browser_of().new_page()
    page.goto(f"{here}/desk/account")
    by_provider(page)
    expect(page.get_by_role("region", name="登录着的地方")).to_be_visible()
    assert page.url == f"{here}/desk/account"
    totp = authenticator_of(page)

    # Out, here and at the provider, and back to the sign-in page.
    page.goto(f"{here}/desk/tickets")
    page.get_by_role("button", name=re.compile("的菜单")).click()
    page.get_by_text("退出登录").click()
    page.get_by_label("邮箱").wait_for()
    page.goto(f"{here}/desk/account?from=mail")
    by_provider(page)
    code = page.get_by_label("验证器应用里的 6 位数字")
    expect(code).to_be_visible()
    page.reload()
    # Each code is good once: the one after it counts already.
    code.fill(totp.at(time.time() + 30))
    expect(page.get_by_role("region", name="登录着的地方")).to_be_visible()
    assert page.url == f"{here}/desk/account?from=mail"

    # A program asks for leave: sign in first, then the question of consent, then back to the program.
    back = f"{idp.url}/callback"
    made = security.post(
        "/oauth-clients", json={"name": "报表助手", "redirect_uris": [back], "scopes": ["tickets.read"]}
    ).json()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    question = {
        "response_type": "code",
        "client_id": made["client"]["id"],
        "redirect_uri": back,
        "scope": "tickets.read",
        "state": "s/1",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    idp.claims = {**idp.claims, "amr": ["mfa"]}
    other = browser_of().new_page()
    other.goto(f"{here}/oauth/authorize?{urlencode(question)}")
    other.get_by_role("link", name="用统一身份登录").wait_for()
    page.goto(f"{here}/desk/?{urlencode({'next': f'/oauth/authorize?{urlencode(question)}'})}")
    expect(page.get_by_role("heading", name="授权应用")).to_be_visible()
    page.get_by_role("button", name="允许").click()
    page.wait_for_url(re.compile(re.escape(back) + r"\?code="))
    assert "state=s%2F1" in page.url

    # Whom the provider vouches for and nobody knows is told so, and what to do.
    idp.claims = {"sub": "stranger", "email": "stranger@elsewhere.example", "email_verified": True}
    by_provider(other)
    expect(other.get_by_role("alert")).to_be_visible()
    assert "sign_in_problem" in other.url


def test_no_address_of_the_desk_leads_to_another_site(
    house: Instance, idp: FakeProvider, sign_in: Callable[[str, str], Page], passwords: dict[str, str]
) -> None:
    email = "sun.yajing@demo.local"
    page = sign_in(email, passwords[email])
    for elsewhere in (f"{idp.url}/x", f"//{idp.url.removeprefix('http://')}/desk/", "/api/v1/session"):
        page.goto(f"http://localhost:{house.port}/desk/?{urlencode({'next': elsewhere})}")
        page.get_by_role("navigation", name="视图").wait_for()
        assert page.url.startswith(f"http://localhost:{house.port}/desk/tickets")
