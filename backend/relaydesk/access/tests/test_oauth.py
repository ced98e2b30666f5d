"""Programs of others: consent, codes, refresh tokens, their own tokens, and their end."""

import base64
import hashlib
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.models import ApiToken, OAuthGrant, RefreshToken, Role
from relaydesk.access.rules.oauth import fits_challenge, is_redirect_uri
from relaydesk.access.testing import ApiClient, an_actor_with, an_administrator, an_agent, client_of
from relaydesk.access.tests.signing import PASSWORD, Browser, signed_in, with_totp
from relaydesk.platform.clock import frozen, now

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"
BACK = "https://app.example.com/callback?tenant=1"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
CLIENTS, AUTHORIZE, TOKEN, REVOKE = (
    "/api/v1/oauth-clients",
    "/oauth/authorize",
    "/oauth/token",
    "/oauth/revoke",
)


@pytest.fixture
def wang():
    return an_agent(email=WANG, name="王工", password=PASSWORD)


@pytest.fixture
def keeper():
    return client_of(an_actor_with(roles=("security_administrator",)))


def enter(keeper, **changes):
    body = {
        "name": "报表助手",
        "redirect_uris": [BACK],
        "scopes": ["tickets.read", "people.read_agents"],
        **changes,
    }
    made = keeper.post(CLIENTS, body)
    assert made.status_code == 201, made.content
    return made.json()["client"]["id"], made.json()["client_secret"]


def question(client_id, **changes):
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": BACK,
        "scope": "tickets.read",
        "state": "s1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }


def answered(response):
    assert response.status_code == 303, response.content
    assert response["Location"].startswith(BACK + "&")
    return {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}


def allowed(browser, asked, decision="allow"):
    page = browser.get(AUTHORIZE, asked)
    assert page.status_code == 200, page.content
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.content.decode())[1]
    form = {**asked, "csrf_token": csrf, "decision": decision}
    return Client.post(browser, AUTHORIZE, form)


def tokens(client_id, secret, **fields):
    return Client().post(TOKEN, {"client_id": client_id, "client_secret": secret, **fields})


def redeem(client_id, secret, code, **changes):
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return tokens(client_id, secret, **fields)


def test_a_program_acts_for_somebody_who_allowed_it(wang, keeper):
    client_id, secret = enter(keeper)
    code = answered(allowed(signed_in(WANG), question(client_id)))
    assert code["state"] == "s1"
    assert code["iss"].startswith("http")
    given = redeem(client_id, secret, code["code"])
    assert given.status_code == 200, given.content
    assert given["Cache-Control"] == "no-store"
    body = given.json()
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, "tickets.read")
    program = ApiClient(body["access_token"])
    assert program.get("/api/v1/tickets").status_code == 200
    assert program.get("/api/v1/teams").status_code == 403
    with frozen(now() + timedelta(minutes=61)):
        assert program.get("/api/v1/tickets").status_code == 401


def test_the_page_says_who_asks_for_what_in_both_languages(wang, keeper):
    client_id, _ = enter(keeper, name="<b>报表</b>助手")
    browser = signed_in(WANG)
    page = browser.get(AUTHORIZE, question(client_id), headers={"Accept-Language": "zh-CN"})
    text = page.content.decode()
    assert "&lt;b&gt;报表&lt;/b&gt;助手" in text
    assert "允许" in text
    assert "tickets.read" in text
    assert "王工" in text
    assert page["Referrer-Policy"] == "same-origin"  # else browsers post the answer with `Origin: null`
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://app.example.com" in policy
    assert "script" not in policy
    english = browser.get(AUTHORIZE, question(client_id), headers={"Accept-Language": "en-GB"})
    assert "Allow an application" in english.content.decode()


def test_looking_at_the_page_allows_nothing(wang, keeper):
    client_id, _ = enter(keeper)
    signed_in(WANG).get(AUTHORIZE, question(client_id) | {"decision": "allow"})
    assert not OAuthGrant.objects.exists()


def test_who_denies_is_sent_back_without_a_code(wang, keeper):
    client_id, _ = enter(keeper)
    assert answered(allowed(signed_in(WANG), question(client_id), "deny"))["error"] == "access_denied"


def test_an_answer_that_our_page_did_not_send_is_refused(wang, keeper):
    client_id, _ = enter(keeper)
    browser = Browser(enforce_csrf_checks=True)
    browser.sign_in(WANG)
    form = {**question(client_id), "decision": "allow"}
    assert Client.post(browser, AUTHORIZE, form | {"csrf_token": "x" * 27}).status_code == 403
    assert Client.post(browser, AUTHORIZE, form).status_code == 403
    page = browser.get(AUTHORIZE, question(client_id)).content.decode()
    form["csrf_token"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    assert (
        Client.post(browser, AUTHORIZE, form, headers={"Origin": "https://evil.example"}).status_code == 403
    )
    assert not OAuthGrant.objects.exists()


def test_who_is_not_signed_in_signs_in_first(keeper):
    client_id, _ = enter(keeper)
    response = Client().get(AUTHORIZE, question(client_id))
    assert response.status_code == 302
    assert response["Location"].startswith("/desk/?next=%2Foauth%2Fauthorize%3F")


def test_who_must_first_show_a_second_factor_is_sent_to_do_so_and_comes_back(wang, keeper):
    client_id, _ = enter(keeper)
    browser = signed_in(WANG)
    Role.objects.filter(key="agent").update(second_factor=True)
    response = browser.get(AUTHORIZE, question(client_id))
    assert response["Location"].startswith("/desk/?next=%2Foauth%2Fauthorize%3F")
    with_totp(browser)
    assert browser.get(AUTHORIZE, question(client_id)).status_code == 200


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.com/callback",
        BACK + "&x=1",
        BACK.upper(),
        "https://app.example.com.evil.example/callback?tenant=1",
        "https://app.example.com/callback?tenant=1#x",
        "javascript:alert(1)",
        "",
    ],
)
def test_cve_2022_25803_nobody_is_sent_to_an_address_that_was_not_entered(wang, keeper, uri):
    client_id, _ = enter(keeper)
    response = signed_in(WANG).get(AUTHORIZE, question(client_id, redirect_uri=uri))
    assert response.status_code == 400
    assert "Location" not in response
    for wrong in ("", "x", "00000000-0000-0000-0000-000000000007"):
        assert signed_in(WANG).get(AUTHORIZE, question(wrong)).status_code == 400


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"scope": "tickets.write"}, "invalid_scope"),
        ({"scope": "access.manage_roles"}, "invalid_scope"),
    ],
)
def test_other_faults_are_told_to_the_program(wang, keeper, change, error):
    client_id, _ = enter(keeper)
    back = answered(signed_in(WANG).get(AUTHORIZE, question(client_id, **change)))
    assert (back["error"], back["state"]) == (error, "s1")


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": "w" * 64},
        {"code_verifier": ""},
        {"code_verifier": CHALLENGE},
        {"redirect_uri": "https://app.example.com/callback"},
    ],
)
def test_a_code_without_what_belongs_to_it_is_worth_nothing(wang, keeper, change):
    client_id, secret = enter(keeper)
    code = answered(allowed(signed_in(WANG), question(client_id)))["code"]
    refused = redeem(client_id, secret, code, **change)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert redeem(client_id, secret, code).status_code == 400
    for other in ("x" * 43, "", "null"):
        assert redeem(client_id, secret, other).json()["error"] == "invalid_grant"


def test_a_code_is_good_for_a_minute_and_for_its_own_client(wang, keeper):
    client_id, secret = enter(keeper)
    other, other_secret = enter(keeper, name="另一个")
    browser = signed_in(WANG)
    code = answered(allowed(browser, question(client_id)))["code"]
    assert redeem(other, other_secret, code).json()["error"] == "invalid_grant"
    with frozen(now() + timedelta(seconds=61)):
        assert redeem(client_id, secret, code).json()["error"] == "invalid_grant"


def test_a_code_that_comes_twice_ends_what_the_first_gave(wang, keeper):
    client_id, secret = enter(keeper)
    code = answered(allowed(signed_in(WANG), question(client_id)))["code"]
    program = ApiClient(redeem(client_id, secret, code).json()["access_token"])
    assert program.get("/api/v1/tickets").status_code == 200
    assert redeem(client_id, secret, code).status_code == 400
    assert program.get("/api/v1/tickets").status_code == 401


def refreshed(client_id, secret, token, **fields):
    return tokens(client_id, secret, grant_type="refresh_token", refresh_token=token, **fields)


def test_a_refresh_token_is_good_once_and_its_reuse_ends_everything(wang, keeper):
    client_id, secret = enter(keeper)
    code = answered(allowed(signed_in(WANG), question(client_id)))["code"]
    first = redeem(client_id, secret, code).json()
    second = refreshed(client_id, secret, first["refresh_token"]).json()
    assert ApiClient(first["access_token"]).get("/api/v1/tickets").status_code == 401
    assert ApiClient(second["access_token"]).get("/api/v1/tickets").status_code == 200
    stolen = refreshed(client_id, secret, first["refresh_token"])
    assert stolen.json()["error"] == "invalid_grant"
    assert ApiClient(second["access_token"]).get("/api/v1/tickets").status_code == 401
    assert refreshed(client_id, secret, second["refresh_token"]).status_code == 400
    assert not RefreshToken.objects.exists()


def test_a_refresh_token_gives_no_more_than_was_allowed(wang, keeper):
    client_id, secret = enter(keeper)
    code = answered(allowed(signed_in(WANG), question(client_id)))["code"]
    token = redeem(client_id, secret, code).json()["refresh_token"]
    wider = refreshed(client_id, secret, token, scope="tickets.read people.read_agents")
    assert wider.json()["error"] == "invalid_scope"
    assert refreshed(client_id, secret, token).status_code == 200
    with frozen(now() + timedelta(days=31)):
        assert refreshed(client_id, secret, token).status_code == 400


def test_a_program_acts_on_its_own_as_the_account_that_it_was_entered_with(wang, keeper):
    client_id, secret = enter(keeper, acts_as_account_id=str(wang.account_id), redirect_uris=[])
    header = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    given = Client().post(
        TOKEN, {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {header}"}
    )
    assert given.status_code == 200, given.content
    assert "refresh_token" not in given.json()
    assert ApiClient(given.json()["access_token"]).get("/api/v1/tickets").status_code == 200
    unlent, word = enter(keeper)
    assert tokens(unlent, word, grant_type="client_credentials").json()["error"] == "unauthorized_client"


def test_nobody_gets_an_administration_by_way_of_a_program(keeper):
    for role in ("administrator", "security_administrator", "auditor"):
        account = an_agent(roles=(role,)).account_id
        body = {"name": "x", "scopes": ["tickets.read"], "acts_as_account_id": str(account)}
        assert keeper.post(CLIENTS, body).status_code == 422
    for scope in ("access.manage_roles", "access.manage_sign_in", "people.manage", "platform.operate"):
        body = {"name": "x", "scopes": [scope], "redirect_uris": [BACK]}
        assert keeper.post(CLIENTS, body).status_code == 422


def test_a_wrong_secret_is_refused_and_too_many_are_braked(keeper):
    client_id, _ = enter(keeper)
    for _ in range(30):
        refused = tokens(client_id, "x" * 43, grant_type="client_credentials")
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert tokens(client_id, "", grant_type="client_credentials").status_code == 429


def test_a_public_program_proves_itself_by_pkce_alone(wang, keeper):
    client_id, secret = enter(keeper, confidential=False)
    assert secret is None
    code = answered(allowed(signed_in(WANG), question(client_id)))["code"]
    assert redeem(client_id, "x" * 43, code).json()["error"] == "invalid_client"
    assert redeem(client_id, "", code).status_code == 200


def test_revoking_ends_a_token_or_all_and_tells_nothing(wang, keeper):
    client_id, secret = enter(keeper)
    browser = signed_in(WANG)
    given = redeem(client_id, secret, answered(allowed(browser, question(client_id)))["code"]).json()

    def revoke(token, who=(client_id, secret)):
        return Client().post(REVOKE, {"client_id": who[0], "client_secret": who[1], "token": token})

    assert revoke("rd_" + "x" * 43).status_code == 200
    assert revoke(given["access_token"], enter(keeper, name="b")).status_code == 200
    assert ApiClient(given["access_token"]).get("/api/v1/tickets").status_code == 200
    assert revoke(given["access_token"]).status_code == 200
    assert ApiClient(given["access_token"]).get("/api/v1/tickets").status_code == 401
    assert revoke(given["refresh_token"]).status_code == 200
    assert not OAuthGrant.objects.exists()
    assert revoke(given["access_token"], (client_id, "y" * 43)).status_code == 401


def test_one_sees_what_one_has_allowed_and_takes_it_back(wang, keeper):
    client_id, secret = enter(keeper)
    browser = signed_in(WANG)
    given = redeem(client_id, secret, answered(allowed(browser, question(client_id)))["code"]).json()
    [shown] = browser.get("/api/v1/me/oauth-grants").json()["items"]
    assert (shown["client_name"], shown["scopes"]) == ("报表助手", ["tickets.read"])
    assert browser.delete(f"/api/v1/me/oauth-grants/{shown['id']}").status_code == 204
    assert ApiClient(given["access_token"]).get("/api/v1/tickets").status_code == 401
    assert not ApiToken.objects.filter(grant__isnull=False).exists()


def test_a_program_that_is_taken_away_is_gone_with_its_tokens(wang, keeper):
    client_id, secret = enter(keeper)
    given = redeem(client_id, secret, answered(allowed(signed_in(WANG), question(client_id)))["code"]).json()
    assert secret not in keeper.get(CLIENTS).content.decode()
    assert keeper.delete(f"{CLIENTS}/{client_id}").status_code == 204
    assert ApiClient(given["access_token"]).get("/api/v1/tickets").status_code == 401
    assert keeper.delete(f"{CLIENTS}/{client_id}").status_code == 404


def test_a_token_for_programs_cannot_consent_to_another_program(wang, keeper):
    client_id, _ = enter(keeper)
    assert client_of(wang).get(AUTHORIZE, question(client_id)).status_code == 403


def test_only_the_security_administrator_enters_programs():
    client = client_of(an_administrator())
    assert client.get(CLIENTS).status_code == 403
    assert client.post(CLIENTS, {"name": "x", "scopes": ["tickets.read"]}).status_code == 403


@pytest.mark.parametrize(
    ("uri", "good"),
    [
        ("https://a.example/cb", True),
        ("http://localhost:9000/cb", True),
        ("http://127.0.0.1/cb", True),
        ("http://[::1]:1/cb", True),
        ("http://a.example/cb", False),
        ("https://*.example/cb", False),
        ("https://a.example/cb#x", False),
        ("https://user@a.example/cb", False),
        ("javascript:alert(1)", False),
        ("//a.example/cb", False),
        ("/cb", False),
        ("https://a.example\\@evil.example/", False),
        ("https://ä.example/", False),
    ],
)
def test_addresses_to_go_back_to(uri, good):
    assert is_redirect_uri(uri) is good


@given(st.text(max_size=130), st.text(max_size=50))
def test_no_text_fits_a_challenge_by_chance(verifier, challenge):
    assert not fits_challenge(verifier, challenge)


def test_the_vector_of_rfc_7636_fits():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert fits_challenge(verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
