"""Signing in by OpenID Connect, with a provider that also lies (regression list G)."""

from datetime import timedelta

import pytest
from django.test import Client

from relaydesk.access.models import Account, AccountRole, FederatedIdentity, IdentityProvider, Session
from relaydesk.access.testing import an_agent, client_of
from relaydesk.access.tests.fake_oidc import symmetric
from relaydesk.access.tests.oidc_sign_in import LOCAL, NEW, add, come_back, problem_of, sign_in, start, who
from relaydesk.people import public as people
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.events import history

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _listed(settings):
    settings.OUTGOING_NETWORKS = LOCAL


def test_a_first_sign_in_makes_an_agent_with_the_default_role_and_a_second_finds_him_again(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    response = sign_in(browser, provider, idp, "?next=/desk/tickets/GD202611-00001")
    assert response["Location"] == "/desk/tickets/GD202611-00001"
    assert who(browser) == "new@example.com"
    account = Account.objects.get(email="new@example.com")
    assert people.agent(account.agent_id).name == "新同事"
    assert list(AccountRole.objects.filter(account_id=account.id).values_list("role_id", flat=True)) == [
        "agent"
    ]
    assert not account.has_usable_password()
    assert problem_of(sign_in(Client(), provider, idp)) == ""
    assert Account.objects.filter(email="new@example.com").count() == 1
    names = [e.name for e in history(subject=f"account:{account.id}")]
    assert names == [
        "access.account.made",
        "access.identity.linked",
        "access.account.signed_in",
        "access.account.signed_in",
    ]
    signed_in = history(subject=f"account:{account.id}")[-1].event
    assert (signed_in.method, signed_in.provider) == ("oidc", provider["id"])


def test_the_session_cookie_is_new_and_the_one_before_has_ended(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    sign_in(browser, provider, idp)
    first = browser.cookies["relaydesk_session"].value
    sign_in(browser, provider, idp)
    second = browser.cookies["relaydesk_session"].value
    assert first != second
    assert Session.objects.count() == 1


def test_without_leave_to_make_accounts_nobody_new_comes_in(security, idp):
    provider = add(security, idp)
    idp.claims = NEW
    browser = Client()
    assert problem_of(sign_in(browser, provider, idp)) == "account_unknown"
    assert who(browser) is None


@pytest.mark.parametrize("verified", [None, False, "false", "yes", 1])
def test_cve_2026_84458_an_unverified_address_neither_links_nor_makes_an_account(security, idp, verified):
    victim = an_agent(email="victim@example.com")
    provider = add(security, idp, creates_accounts=True)
    idp.claims = {"sub": "attacker", "email": "victim@example.com", "email_verified": verified}
    assert problem_of(sign_in(Client(), provider, idp)) == "address_in_use"
    idp.claims = {"sub": "attacker", "email": "nobody@example.com", "email_verified": verified}
    assert problem_of(sign_in(Client(), provider, idp)) == "address_not_verified"
    assert not FederatedIdentity.objects.filter(account_id=victim.account_id).exists()


def test_cve_2026_84458_even_a_verified_address_links_only_where_the_provider_rules_the_domain(security, idp):
    an_agent(email="victim@example.com")
    provider = add(security, idp, creates_accounts=True)
    idp.claims = {"sub": "attacker", "email": "victim@example.com", "email_verified": True}
    assert problem_of(sign_in(Client(), provider, idp)) == "address_in_use"


def test_cve_2026_44707_a_claimed_account_loses_the_password_sessions_and_tokens_planted_before(
    security, idp
):
    planted = an_agent(email="victim@example.com", password="planted by another")
    token = client_of(planted)
    other = Client()
    body = {"email": "victim@example.com", "password": "planted by another"}
    assert other.post("/api/v1/session", body, content_type="application/json").status_code == 200
    provider = add(security, idp, settings={"email_domains": ["Example.com"]})
    idp.claims = {"sub": "owner", "email": "victim@example.com", "email_verified": True}
    browser = Client()
    assert problem_of(sign_in(browser, provider, idp)) == ""
    assert who(browser) == "victim@example.com"
    assert who(other) is None
    assert token.get("/api/v1/session").status_code == 401
    assert other.post("/api/v1/session", body, content_type="application/json").status_code == 401


def test_the_account_of_an_administrator_is_never_claimed_by_its_address(security, idp):
    an_agent(email="root@example.com", roles=("administrator",))
    provider = add(security, idp, settings={"email_domains": ["example.com"]})
    idp.claims = {"sub": "x", "email": "root@example.com", "email_verified": True}
    assert problem_of(sign_in(Client(), provider, idp)) == "address_in_use"


def test_cve_2025_31478_a_provider_that_is_off_neither_lets_in_nor_makes_accounts(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    answer = idp.authorize(start(browser, provider))
    response = security.patch(f"/api/v1/identity-providers/{provider['id']}", {"enabled": False})
    assert response.status_code == 200
    assert problem_of(come_back(browser, provider, answer)) == "provider_off"
    assert problem_of(browser.get(f"/sign-in/oidc/{provider['id']}/start")) == "provider_off"
    assert not Account.objects.filter(email="new@example.com").exists()
    assert who(browser) is None


def test_cve_2025_12419_the_state_is_bound_to_the_browser_that_began(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    attacker, victim = Client(), Client()
    answer = idp.authorize(start(attacker, provider))
    assert problem_of(come_back(victim, provider, answer)) == "state_mismatch"
    assert who(victim) is None
    for state in ("", "x", answer["state"][:-1]):
        assert problem_of(come_back(attacker, provider, {**answer, "state": state})) == "state_mismatch"


def test_cve_2025_12419_a_state_is_good_once(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    url = start(browser, provider)
    kept = {name: morsel.value for name, morsel in browser.cookies.items()}
    assert problem_of(come_back(browser, provider, idp.authorize(url))) == ""
    again = Client()
    for name, value in kept.items():
        again.cookies[name] = value
    assert problem_of(come_back(again, provider, idp.authorize(url))) == "proof_repeated"


def test_a_state_is_forgotten_after_ten_minutes(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    answer = idp.authorize(start(browser, provider))
    with frozen(now() + timedelta(minutes=11)):
        assert problem_of(come_back(browser, provider, answer)) == "state_mismatch"


def test_a_state_of_one_provider_is_worth_nothing_with_another(security, idp):
    one = add(security, idp, creates_accounts=True)
    other = add(security, idp, creates_accounts=True, settings={"client_id": "other"})
    idp.claims = NEW
    browser = Client()
    answer = idp.authorize(start(browser, one))
    assert problem_of(come_back(browser, other, answer)) == "state_mismatch"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": ["relaydesk", "other"]},
        {"aud": ["relaydesk", "other"], "azp": "other"},
        {"azp": "other"},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"exp": "soon"},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"nbf": 4_000_000_000},
        {"nonce": "of another request"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
)
def test_an_id_token_with_a_wrong_claim_proves_nothing(security, idp, claims):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = {**NEW, **claims}
    browser = Client()
    assert problem_of(sign_in(browser, provider, idp)) == "proof_invalid"
    assert who(browser) is None


def test_small_differences_of_the_clocks_do_no_harm(security, idp):
    import time

    provider = add(security, idp, creates_accounts=True)
    idp.claims = {**NEW, "iat": int(time.time()) + 60, "exp": int(time.time()) - 60}
    assert problem_of(sign_in(Client(), provider, idp)) == ""


def test_an_unsigned_token_and_one_signed_with_the_clients_secret_are_refused(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    idp.header = {"alg": "none"}
    assert problem_of(sign_in(Client(), provider, idp)) == "proof_invalid"
    idp.header = {"alg": "HS256"}
    idp.sign_with = symmetric(idp.client_secret * 6)
    assert problem_of(sign_in(Client(), provider, idp)) == "proof_invalid"


def test_a_token_signed_with_a_strange_key_is_refused(security, idp):
    from joserfc.jwk import RSAKey

    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    idp.sign_with = RSAKey.generate_key(2048, parameters={"kid": "one"})
    assert problem_of(sign_in(Client(), provider, idp)) == "proof_invalid"


def test_keys_that_the_provider_rotates_are_read_anew(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    assert problem_of(sign_in(Client(), provider, idp)) == ""
    idp.rotate()
    assert problem_of(sign_in(Client(), provider, idp)) == ""
    assert idp.asked.count("/keys") == 2


def test_an_answer_that_names_another_issuer_is_refused(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    answer = idp.authorize(start(browser, provider))
    assert (
        problem_of(come_back(browser, provider, {**answer, "iss": "https://evil.example"})) == "proof_invalid"
    )


def test_a_provider_that_says_no_or_speaks_for_another_leads_back_to_the_sign_in_page(security, idp):
    provider = add(security, idp)
    browser = Client()
    answer = idp.authorize(start(browser, provider))
    refusal = {"state": answer["state"], "error": "access_denied"}
    assert problem_of(come_back(browser, provider, refusal)) == "provider_refused"
    from relaydesk.platform import cache

    cache.clear_all()
    idp.discovery = {"issuer": "https://evil.example"}
    response = browser.get(f"/sign-in/oidc/{provider['id']}/start")
    assert problem_of(response) == "provider_unreachable"


def test_user_information_counts_only_for_the_same_subject(security, idp):
    provider = add(security, idp, creates_accounts=True, settings={"ask_userinfo": True})
    idp.claims = {"sub": "new-1"}
    idp.userinfo = {"sub": "somebody else", "email": "new@example.com", "email_verified": True}
    assert problem_of(sign_in(Client(), provider, idp)) == "proof_invalid"
    idp.userinfo["sub"] = "new-1"
    assert problem_of(sign_in(Client(), provider, idp)) == ""


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/desk/../api", "/portal", "/desk\\evil", "/desk/\r\nX: y"],
)
def test_cve_2022_25803_after_a_sign_in_one_lands_in_the_desk_only(security, idp, wanted):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    response = browser.get(f"/sign-in/oidc/{provider['id']}/start", {"next": wanted})
    back = come_back(browser, provider, idp.authorize(response["Location"]))
    assert back["Location"] == "/desk/"


def test_whoever_is_signed_in_links_his_own_account_by_proof(security, idp):
    agent = an_agent(email="own@example.com", password="correct horse battery")
    provider = add(security, idp)
    browser = Client()
    body = {"email": "own@example.com", "password": "correct horse battery"}
    browser.post("/api/v1/session", body, content_type="application/json")
    url = browser.post(
        "/api/v1/me/identities", {"provider_id": provider["id"]}, content_type="application/json"
    ).json()["url"]
    idp.claims = {"sub": "own"}
    assert problem_of(come_back(browser, provider, idp.authorize(url))) == ""
    listed = browser.get("/api/v1/me/identities").json()["items"]
    assert [i["provider_id"] for i in listed] == [provider["id"]]
    fresh = Client()
    assert problem_of(sign_in(fresh, provider, idp)) == ""
    assert who(fresh) == "own@example.com"
    assert browser.delete(f"/api/v1/me/identities/{listed[0]['id']}").status_code == 204
    assert problem_of(sign_in(Client(), provider, idp)) == "account_unknown"
    assert agent.account_id is not None


def test_a_link_is_not_made_for_whoever_is_signed_in_meanwhile(security, idp):
    for name in ("one", "two"):
        an_agent(email=f"{name}@example.com", password="correct horse battery")
    provider = add(security, idp)
    browser = Client()

    def enter(name):
        body = {"email": f"{name}@example.com", "password": "correct horse battery"}
        browser.post("/api/v1/session", body, content_type="application/json")

    enter("one")
    url = browser.post(
        "/api/v1/me/identities", {"provider_id": provider["id"]}, content_type="application/json"
    ).json()["url"]
    enter("two")
    assert problem_of(come_back(browser, provider, idp.authorize(url))) == "state_mismatch"
    assert not FederatedIdentity.objects.exists()


def test_the_last_way_in_is_not_removed(security, idp):
    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    sign_in(browser, provider, idp)
    link = browser.get("/api/v1/me/identities").json()["items"][0]
    response = browser.delete(f"/api/v1/me/identities/{link['id']}")
    assert (response.status_code, response.json()["code"]) == (409, "last_way_in")


def test_an_account_that_is_switched_off_stays_out(security, idp):
    from relaydesk.access.contracts import SYSTEM
    from relaydesk.access.public import deactivate_account

    provider = add(security, idp, creates_accounts=True)
    idp.claims = NEW
    browser = Client()
    sign_in(browser, provider, idp)
    account = Account.objects.get(email="new@example.com")
    deactivate_account(actor=SYSTEM("test"), account_id=account.id, at=now())
    assert who(browser) is None
    assert problem_of(sign_in(browser, provider, idp)) == "account_off"


def test_signing_out_at_the_provider_too(security, idp):
    provider = add(security, idp)
    response = Client().get(f"/sign-in/oidc/{provider['id']}/end")
    assert response["Location"].startswith(f"{idp.url}/end?client_id=relaydesk&post_logout_redirect_uri=")


def test_what_went_wrong_is_on_the_record_only_when_it_was_begun_here(security, idp):
    provider = add(security, idp)
    Client().get(f"/sign-in/oidc/{provider['id']}/callback", {"state": "made up", "code": "x"})
    idp.claims = NEW
    sign_in(Client(), provider, idp)
    found = history(subject=f"identity_provider:{provider['id']}")
    assert [e.name for e in found] == ["access.identity_provider.made", "access.identity_provider.refused"]
    assert found[-1].event.reason == "account_unknown"


def test_beginning_writes_nothing(security, idp):
    from relaydesk.access.tests.test_routes_of_all import tables

    provider = add(security, idp)
    before = tables()
    start(Client(), provider)
    assert tables() == before


def test_cve_2026_34720_cve_2020_26030_names_in_headers_of_a_proxy_are_not_believed(settings):
    an_agent(email="victim@example.com")
    settings.TRUSTED_PROXIES = ("127.0.0.1",)
    for name in (
        "Remote-User",
        "X-Forwarded-User",
        "X-Remote-User",
        "X-Auth-Request-Email",
        "X-On-Behalf-Of",
    ):
        response = Client(headers={name: "victim@example.com"}).get("/api/v1/session")
        assert response.status_code == 401, name
    assert Client(REMOTE_USER="victim@example.com").get("/api/v1/session").status_code == 401


def test_the_secret_is_sealed_in_the_database(security, idp):
    provider = add(security, idp)
    row = IdentityProvider.objects.get(id=provider["id"])
    assert idp.client_secret not in row.secrets
    assert row.secrets.startswith("v1.")
