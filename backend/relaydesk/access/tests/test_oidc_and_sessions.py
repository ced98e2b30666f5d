"""What a sign-in by OpenID Connect means for the second factor, the way on and the way out."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from relaydesk.access.models import Account
from relaydesk.access.tests.oidc_sign_in import LOCAL, NEW, add, sign_in, who
from relaydesk.access.tests.signing import Browser, code_of
from relaydesk.access.tests.signing import with_totp as with_authenticator
from relaydesk.platform.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _listed(settings):
    settings.OUTGOING_NETWORKS = LOCAL


def with_totp(email):
    """Give an account a second factor, as far as the question is concerned."""
    from relaydesk.access.models import Factor

    account = Account.objects.get(email=email)
    Factor.objects.create(
        account_id=account.id, kind="totp", name="phone", created_at=now(), confirmed_at=now()
    )


def test_our_own_second_factor_is_asked_for_unless_the_provider_has_checked_one(security, idp):
    provider = add(security, idp, creates_accounts=True, settings={"second_factor_methods": ["mfa", "hwk"]})
    idp.claims = NEW
    sign_in(Client(), provider, idp)
    with_totp("new@example.com")
    browser = Client()
    response = sign_in(browser, provider, idp)
    assert "second_factor=totp" in response["Location"]
    assert browser.cookies["relaydesk_ceremony"].value
    assert who(browser) is None
    idp.claims = {**NEW, "amr": ["pwd", "mfa"]}
    trusted = Client()
    assert "second_factor" not in sign_in(trusted, provider, idp)["Location"]
    assert who(trusted) == "new@example.com"


def test_who_comes_from_a_provider_to_his_second_factor_is_told_what_to_show_and_goes_on_to_his_page(
    security, idp
):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    first = Browser()
    sign_in(first, provider, idp)
    secret, _ = with_authenticator(first)
    browser = Browser()
    place = "/desk/tickets/GD202611-00001?view=all"
    response = sign_in(browser, provider, idp, f"?{urlencode({'next': place})}")
    arrived = parse_qs(urlsplit(response["Location"]).query)
    assert arrived == {"second_factor": ["totp,recovery"], "next": [place]}
    asked = browser.post("/api/v1/session/second-factor/begin")
    assert asked.json() == {"second_factor": ["totp", "recovery"], "passkey": None}
    shown = {"kind": "totp", "code": code_of(secret, now() + timedelta(seconds=30))}
    assert browser.post("/api/v1/session/second-factor", shown).status_code == 200
    assert who(browser) == "new@example.com"


def test_without_a_second_step_that_was_begun_there_is_nothing_to_ask_for(security):
    refused = Browser().post("/api/v1/session/second-factor/begin")
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_expired")


def test_asking_what_to_show_is_no_try(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    first, browser = Browser(), Browser()
    sign_in(first, provider, idp)
    secret, _ = with_authenticator(first)
    sign_in(browser, provider, idp)
    for _ in range(7):
        assert browser.post("/api/v1/session/second-factor/begin").status_code == 200
    shown = {"kind": "totp", "code": code_of(secret, now() + timedelta(seconds=30))}
    assert browser.post("/api/v1/session/second-factor", shown).status_code == 200


def test_a_sign_in_that_a_program_began_comes_back_to_our_question_of_consent(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    consent = (
        f"/oauth/authorize?{urlencode({'client_id': 'x' * 300, 'redirect_uri': 'https://a.example/b?c=1'})}"
    )
    query = f"?{urlencode({'next': consent})}"
    assert sign_in(Browser(), provider, idp, query)["Location"] == consent


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/desk/",
        "/\\evil.example",
        "/desk/../oauth/token",
        "/oauth/authorize/../../x",
        "/oauth/authorize",
        "/api/v1/session",
        "javascript:alert(1)",
        "/desk/\r\nX: 1",
    ],
)
def test_cve_2022_25803_no_link_to_a_sign_in_leads_out_of_the_desk(security, idp, elsewhere):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    assert sign_in(Browser(), provider, idp, f"?{urlencode({'next': elsewhere})}")["Location"] == "/desk/"


def test_who_signs_out_may_sign_out_at_his_provider_too(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Browser()
    sign_in(browser, provider, idp)
    left = browser.delete("/api/v1/session")
    assert (left.status_code, left.json()) == (
        200,
        {"provider_sign_out": f"/sign-in/oidc/{provider['id']}/end"},
    )
    assert who(browser) is None
    onwards = browser.get(left.json()["provider_sign_out"])["Location"]
    assert onwards.startswith(f"{idp.url}/end?client_id=relaydesk&post_logout_redirect_uri=")
    # Where the provider is not to be asked, or is switched off, the sign-out here is all.
    for change in ({"settings": {**provider["settings"], "end_session": False}}, {"enabled": False}):
        sign_in(browser, provider, idp)
        row = security.get(f"/api/v1/identity-providers/{provider['id']}")
        changed = security.patch(
            f"/api/v1/identity-providers/{provider['id']}", change, headers={"If-Match": row["ETag"]}
        )
        assert changed.status_code == 200, changed.content
        assert browser.delete("/api/v1/session").status_code in (204, 401)


def test_a_providers_word_about_a_second_factor_counts_only_where_it_is_trusted(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    sign_in(Client(), provider, idp)
    with_totp("new@example.com")
    idp.claims = {**NEW, "amr": ["mfa"]}
    assert "second_factor=totp" in sign_in(Client(), provider, idp)["Location"]


def test_the_sign_in_page_is_told_which_providers_there_are(security, idp):
    provider = add(security, idp)
    add(security, idp, enabled=False)
    found = Client().get("/api/v1/session/sign-in-options").json()["providers"]
    assert [(p["id"], p["name"], p["name_en"], p["kind"], p["url"]) for p in found] == [
        (provider["id"], "统一身份", "Single sign-on", "oidc", f"/sign-in/oidc/{provider['id']}/start")
    ]
