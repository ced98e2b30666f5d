"""Passkeys, by an authenticator written in software."""

from datetime import timedelta

import pytest

from relaydesk.access.models import Ceremony, Factor, Role
from relaydesk.access.rules.relying_party import relying_party
from relaydesk.access.testing import an_agent
from relaydesk.access.tests.signing import PASSWORD, Authenticator, Browser, signed_in, with_passkey
from relaydesk.platform.clock import frozen, now

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_URL = "https://desk.example.com"


@pytest.fixture
def wang():
    return an_agent(email=WANG, name="王工", password=PASSWORD)


def sign_in_with(authenticator, browser=None):
    browser = browser or Browser()
    options = browser.post("/api/v1/session/passkey/begin").json()["public_key"]
    return browser, browser.post(
        "/api/v1/session/passkey/finish", {"credential": authenticator.show(options)}
    )


def test_one_signs_in_by_a_passkey_without_a_password(wang):
    authenticator = with_passkey(signed_in(WANG))
    browser, done = sign_in_with(authenticator)
    assert done.status_code == 200, done.content
    assert browser.me().json()["agent"]["name"] == "王工"
    assert not Ceremony.objects.exists()


def test_a_passkey_is_a_second_factor_too(wang):
    authenticator = with_passkey(signed_in(WANG))
    browser = Browser()
    asked = browser.sign_in(WANG).json()
    assert asked["second_factor"] == ["passkey", "recovery"]
    authenticator.verifies = False
    credential = authenticator.show(asked["passkey"])
    done = browser.post("/api/v1/session/second-factor", {"kind": "passkey", "credential": credential})
    assert done.status_code == 200, done.content


def test_who_asks_again_what_to_show_gets_a_new_challenge_and_the_old_one_is_worth_nothing(wang):
    authenticator = with_passkey(signed_in(WANG))
    browser = Browser()
    old = browser.sign_in(WANG).json()["passkey"]
    new = browser.post("/api/v1/session/second-factor/begin").json()["passkey"]
    assert old["challenge"] != new["challenge"]
    for options, status in ((old, 401), (new, 200)):
        credential = authenticator.show(options)
        shown = {"kind": "passkey", "credential": credential}
        assert browser.post("/api/v1/session/second-factor", shown).status_code == status


def test_a_passkey_satisfies_a_role_that_demands_a_factor(wang):
    authenticator = with_passkey(signed_in(WANG))
    Role.objects.filter(key="agent").update(second_factor=True)
    browser, _ = sign_in_with(authenticator)
    assert browser.me().json()["must"] is None


def test_a_passkey_proves_again_who_one_is(wang):
    browser = signed_in(WANG)
    authenticator = with_passkey(browser)
    with frozen(now() + timedelta(minutes=11)):
        assert browser.post("/api/v1/me/factors/totp").json()["code"] == "proof_required"
        options = browser.post("/api/v1/me/proof/begin").json()["public_key"]
        shown = {"kind": "passkey", "credential": authenticator.show(options)}
        assert browser.post("/api/v1/me/proof", shown).status_code == 204
        assert browser.post("/api/v1/me/factors/totp").status_code == 200


def test_without_verifying_its_owner_a_passkey_alone_signs_nobody_in(wang):
    authenticator = with_passkey(signed_in(WANG))
    authenticator.verifies = False
    assert sign_in_with(authenticator)[1].json()["code"] == "second_factor_wrong"


def test_a_copied_passkey_is_refused_by_its_count(wang):
    authenticator = with_passkey(signed_in(WANG))
    sign_in_with(authenticator)
    sign_in_with(authenticator)
    authenticator.count = 0
    assert sign_in_with(authenticator)[1].status_code == 401
    assert Factor.objects.get().sign_count == 2


def test_an_answer_is_good_once_and_for_its_own_question(wang):
    authenticator = with_passkey(signed_in(WANG))
    browser = Browser()
    options = browser.post("/api/v1/session/passkey/begin").json()["public_key"]
    credential = authenticator.show(options)
    cookie = browser.cookies["relaydesk_ceremony"].value
    assert browser.post("/api/v1/session/passkey/finish", {"credential": credential}).status_code == 200
    replay = Browser()
    replay.cookies["relaydesk_ceremony"] = cookie
    assert replay.post("/api/v1/session/passkey/finish", {"credential": credential}).status_code == 401
    replay.post("/api/v1/session/passkey/begin")
    assert replay.post("/api/v1/session/passkey/finish", {"credential": credential}).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://desk.example.com.evil.example"},
        {"origin": "http://desk.example.com"},
        {"rp_id": "evil.example"},
    ],
)
def test_a_passkey_of_another_site_is_refused(wang, wrong):
    browser = signed_in(WANG)
    authenticator = Authenticator(**wrong)
    options = browser.post("/api/v1/me/factors/passkeys/begin").json()["public_key"]
    made = browser.post("/api/v1/me/factors/passkeys/finish", {"credential": authenticator.make(options)})
    assert made.status_code == 422
    known = with_passkey(browser)
    known.origin, known.rp_id = authenticator.origin, authenticator.rp_id
    assert sign_in_with(known)[1].status_code == 401


def test_a_passkey_of_one_opens_no_account_of_another(wang):
    an_agent(email="li@example.com", password=PASSWORD)
    mine = with_passkey(signed_in("li@example.com"))
    with_passkey(signed_in(WANG))
    browser = Browser()
    asked = browser.sign_in(WANG).json()
    shown = {"kind": "passkey", "credential": mine.show(asked["passkey"])}
    assert browser.post("/api/v1/session/second-factor", shown).status_code == 401
    mine.user_handle = wang.account_id.bytes
    assert sign_in_with(mine)[1].status_code == 401


@pytest.mark.parametrize(
    "credential", [{}, {"id": "x"}, {"rawId": "!", "response": 7}, {"id": None, "response": {}}]
)
def test_nonsense_is_no_passkey(wang, credential):
    browser = signed_in(WANG)
    browser.post("/api/v1/me/factors/passkeys/begin")
    path = "/api/v1/me/factors/passkeys/finish"
    assert browser.post(path, {"credential": credential}).status_code == 422
    browser = Browser()
    browser.post("/api/v1/session/passkey/begin")
    assert browser.post("/api/v1/session/passkey/finish", {"credential": credential}).status_code == 401


def test_the_same_passkey_is_kept_once(wang):
    browser = signed_in(WANG)
    authenticator = with_passkey(browser)
    options = browser.post("/api/v1/me/factors/passkeys/begin").json()["public_key"]
    assert len(options["excludeCredentials"]) == 1
    path = "/api/v1/me/factors/passkeys/finish"
    again = browser.post(path, {"credential": authenticator.make(options)})
    assert (again.status_code, again.json()["code"]) == (409, "factor_exists")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://desk.example.com", "desk.example.com"),
        ("https://desk.example.com:8443", "desk.example.com"),
        ("http://localhost:8000", "localhost"),
        ("http://desk.example.com", None),
        ("http://127.0.0.1:8000", None),
        ("https://[::1]", None),
        ("https://192.0.2.1", None),
    ],
)
def test_passkeys_are_offered_where_browsers_can_make_them(address, found):
    party = relying_party(address)
    assert (party.id if party else None) == found


def test_where_browsers_cannot_nothing_is_offered(wang, settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert Browser().get("/api/v1/session/sign-in-options").json()["passkeys"] is False
    begun = Browser().post("/api/v1/session/passkey/begin")
    assert (begun.status_code, begun.json()["code"]) == (409, "passkeys_unavailable")
