"""Codes from an authenticator, recovery codes, factors that a role demands, and proofs before changes."""

from datetime import timedelta

import pytest
from django.db import connection

from relaydesk.access.models import Role
from relaydesk.access.testing import (
    a_security_administrator,
    an_administrator,
    an_agent,
    an_auditor,
    client_of,
)
from relaydesk.access.tests.signing import PASSWORD, Browser, code_of, signed_in, with_totp
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"
SECOND = "/api/v1/session/second-factor"
PROOF = "/api/v1/me/proof"


@pytest.fixture
def wang():
    return an_agent(email=WANG, name="王工", password=PASSWORD)


@pytest.fixture
def at():
    with frozen(now()):
        yield now()


def later(at, seconds):
    return frozen(at + timedelta(seconds=seconds))


def begun():
    browser = Browser()
    response = browser.sign_in(WANG)
    assert response.status_code == 202, response.content
    return browser, response.json()


def show(browser, kind, code):
    return browser.post(SECOND, {"kind": kind, "code": code})


def test_who_has_an_authenticator_signs_in_in_two_steps(wang, at):
    secret, _ = with_totp(signed_in(WANG))
    browser, asked = begun()
    assert asked == {"second_factor": ["totp", "recovery"], "passkey": None}
    assert browser.me().status_code == 401
    with later(at, 30):
        done = show(browser, "totp", code_of(secret))
        assert done.status_code == 200, done.content
        assert browser.me().json()["email"] == WANG


def test_a_code_is_good_once(wang, at):
    secret, _ = with_totp(signed_in(WANG))
    assert show(begun()[0], "totp", code_of(secret)).json()["code"] == "second_factor_wrong"
    with later(at, 30):
        code = code_of(secret)
        assert show(begun()[0], "totp", code).status_code == 200
        assert show(begun()[0], "totp", code).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(-60, 401), (-30, 401), (30, 200), (60, 401), (90, 401)])
def test_a_code_of_one_step_aside_is_taken_and_no_other(wang, at, seconds, status):
    secret, _ = with_totp(signed_in(WANG))
    assert show(begun()[0], "totp", code_of(secret, at + timedelta(seconds=seconds))).status_code == status


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 200])
def test_nonsense_is_no_code(wang, at, code):
    with_totp(signed_in(WANG))
    assert show(begun()[0], "totp", code).status_code == 401


def test_wrong_codes_lock_the_account_like_wrong_passwords(wang, at):
    with_totp(signed_in(WANG))
    for _ in range(2):
        browser, _ = begun()
        for _ in range(5):
            assert show(browser, "totp", "000000").status_code == 401
    assert Browser().sign_in(WANG).status_code == 429
    assert Event.objects.filter(name="access.account.sign_in_failed").count() == 10


def test_a_first_step_is_over_after_five_tries_and_after_five_minutes(wang, at):
    secret, _ = with_totp(signed_in(WANG))
    browser, _ = begun()
    for _ in range(5):
        show(browser, "totp", "000000")
    with later(at, 30):
        assert show(browser, "totp", code_of(secret)).json()["code"] == "sign_in_expired"
    browser, _ = begun()
    with later(at, 301):
        assert show(browser, "totp", code_of(secret)).json()["code"] == "sign_in_expired"


def test_a_second_step_without_the_first_is_nothing(wang, at):
    secret, _ = with_totp(signed_in(WANG))
    with later(at, 30):
        assert show(Browser(), "totp", code_of(secret)).json()["code"] == "sign_in_expired"


def test_a_recovery_code_replaces_the_authenticator_once(wang, at):
    _, codes = with_totp(signed_in(WANG))
    assert len(set(codes)) == 10
    assert show(begun()[0], "recovery", codes[0].upper().replace("-", " ")).status_code == 200
    assert show(begun()[0], "recovery", codes[0]).status_code == 401
    browser, _ = begun()
    assert show(browser, "recovery", codes[1]).status_code == 200
    assert browser.get("/api/v1/me/factors").json()["recovery_codes_left"] == 8


def test_new_recovery_codes_make_the_old_ones_void(wang, at):
    browser = signed_in(WANG)
    _, codes = with_totp(browser)
    fresh = browser.post("/api/v1/me/factors/recovery-codes").json()["recovery_codes"]
    assert not set(codes) & set(fresh)
    assert show(begun()[0], "recovery", codes[0]).status_code == 401


def test_cve_2026_44231_no_secret_of_a_factor_is_stored_or_shown_again(wang, at):
    browser = signed_in(WANG)
    secret, codes = with_totp(browser)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM access_factor f")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(row_to_json(r)::text, '') FROM access_recoverycode r")
        stored += cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(payload::text, ''), '') FROM platform_event")
        stored += cursor.fetchone()[0]
    shown = browser.get("/api/v1/me/factors").content.decode()
    for word in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert word not in stored + shown


def test_a_new_factor_and_the_loss_of_one_end_the_other_sessions(wang, at):
    here, there = signed_in(WANG), signed_in(WANG)
    with_totp(here)
    assert (here.me().status_code, there.me().status_code) == (200, 401)
    factor = here.get("/api/v1/me/factors").json()["factors"][0]
    assert here.delete(f"/api/v1/me/factors/{factor['id']}").status_code == 204
    assert here.get("/api/v1/me/factors").json() == {"factors": [], "recovery_codes_left": 0}
    assert Browser().sign_in(WANG).status_code == 200


def test_where_a_role_demands_a_factor_a_session_without_can_only_add_one(wang, at):
    Role.objects.filter(key="agent").update(second_factor=True)
    browser = signed_in(WANG)
    me = browser.me().json()
    assert (me["must"], me["permissions"]) == ("second_factor_required", [])
    for method, path in (
        ("get", "/api/v1/tickets"),
        ("patch", "/api/v1/me"),
        ("get", "/api/v1/me/tokens"),
        ("get", "/api/v1/teams"),
    ):
        refused = getattr(browser, method)(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required"), path
    with_totp(browser)
    assert browser.me().json()["must"] is None
    assert browser.get("/api/v1/tickets").status_code == 200
    factor = browser.get("/api/v1/me/factors").json()["factors"][0]
    browser.delete(f"/api/v1/me/factors/{factor['id']}")
    assert browser.me().json()["must"] == "second_factor_required"


def test_an_open_stream_ends_when_a_factor_becomes_necessary(wang, at):
    from relaydesk.access.public import actor_from_headers

    cookies = {name: morsel.value for name, morsel in signed_in(WANG).cookies.items()}
    assert actor_from_headers(cookies, None) is not None
    Role.objects.filter(key="agent").update(second_factor=True)
    assert actor_from_headers(cookies, None) is None


CHANGES = [
    ("post", "/api/v1/me/factors/totp", None),
    ("post", "/api/v1/me/factors/totp/confirm", {"id": "00000000-0000-0000-0000-000000000007", "code": "1"}),
    ("post", "/api/v1/me/factors/passkeys/begin", None),
    ("post", "/api/v1/me/factors/passkeys/finish", {"credential": {}}),
    ("post", "/api/v1/me/factors/recovery-codes", None),
    ("delete", "/api/v1/me/factors/00000000-0000-0000-0000-000000000007", None),
    ("post", "/api/v1/me/password", {"password": "another lantern orbit"}),
    (
        "post",
        "/api/v1/me/tokens",
        {"name": "x", "scopes": ["tickets.read"], "expires_at": "2030-01-01T00:00:00Z"},
    ),
]


@pytest.mark.parametrize(("method", "path", "body"), CHANGES, ids=[c[1] for c in CHANGES])
def test_cve_2025_32359_credentials_change_only_after_a_recent_proof(wang, at, method, path, body):
    browser = signed_in(WANG)
    args = [path] if body is None else [path, body]
    with later(at, 601):
        refused = getattr(browser, method)(*args)
        assert (refused.status_code, refused.json()["code"]) == (403, "proof_required")
        assert refused.json()["methods"] == ["password"]
        assert browser.post(PROOF, {"kind": "password", "code": PASSWORD}).status_code == 204
        again = getattr(browser, method)(*args)
        assert b"proof_required" not in again.content
    token = getattr(client_of(wang), method)(*args)
    assert (token.status_code, token.json()["code"]) == (403, "session_required")


def test_a_wrong_proof_proves_nothing_and_counts(wang, at):
    browser = signed_in(WANG)
    with later(at, 601):
        for _ in range(10):
            wrong = browser.post(PROOF, {"kind": "password", "code": "wrong password"})
            assert wrong.status_code == 422
        assert browser.post("/api/v1/me/factors/totp").status_code == 403
        assert browser.post(PROOF, {"kind": "password", "code": PASSWORD}).status_code == 429


def test_who_came_in_without_his_factor_must_show_it_before_he_changes_any(wang, at):
    from relaydesk.access.actions.begin_session import begin_session

    secret, _ = with_totp(signed_in(WANG))
    browser = Browser()
    browser.cookies["relaydesk_session"] = begin_session(
        account_id=wang.account_id, previous_key="", at=at, method="oidc"
    )
    refused = browser.post("/api/v1/me/factors/totp")
    assert refused.json()["code"] == "proof_required"
    assert refused.json()["methods"] == ["totp", "recovery"]
    browser.post(PROOF, {"kind": "password", "code": PASSWORD})
    assert browser.post("/api/v1/me/factors/totp").status_code == 403
    with later(at, 30):
        assert browser.post(PROOF, {"kind": "totp", "code": code_of(secret)}).status_code == 204
        assert browser.post("/api/v1/me/factors/totp").status_code == 200


def reset(by, account_id):
    return by.delete(f"/api/v1/accounts/{account_id}/factors")


def test_who_has_lost_his_factor_gets_in_again_after_a_security_administrator_has_reset_it(wang, at):
    browser = signed_in(WANG)
    with_totp(browser)
    half, _ = begun()
    security = client_of(a_security_administrator(name="安全员"))
    before = security.get(f"/api/v1/accounts/{wang.account_id}").json()
    assert (before["second_factor"], before["can"]["reset_factors"]) == (True, True)
    assert reset(security, wang.account_id).status_code == 204
    after = security.get(f"/api/v1/accounts/{wang.account_id}").json()
    assert (after["second_factor"], after["can"]["reset_factors"]) == (False, False)
    assert browser.me().status_code == 401
    assert show(half, "totp", "000000").json()["code"] == "sign_in_expired"
    assert signed_in(WANG).get("/api/v1/me/factors").json()["factors"] == []
    fact = Event.objects.get(name="access.factors.reset")
    assert (fact.actor_name, fact.subject) == ("安全员", f"account:{wang.account_id}")
    assert fact.payload["kinds"] == ["totp"]


def test_a_role_that_demands_a_factor_demands_a_new_one_after_the_reset(wang, at):
    with_totp(signed_in(WANG))
    Role.objects.filter(key="agent").update(second_factor=True)
    reset(client_of(a_security_administrator()), wang.account_id)
    assert signed_in(WANG).me().json()["must"] == "second_factor_required"


def test_nobody_resets_his_own_factors_that_way_nor_without_the_right(wang, at):
    security = a_security_administrator()
    for who in (an_agent(), an_administrator(), an_auditor()):
        assert reset(client_of(who), wang.account_id).status_code == 403
    own = reset(client_of(security), security.account_id)
    assert (own.status_code, own.json()["code"]) == (403, "not_ones_own_rights")


def test_where_there_is_nothing_to_reset_nothing_happens(wang, at):
    browser = signed_in(WANG)
    refused = reset(client_of(a_security_administrator()), wang.account_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_factor")
    assert browser.me().status_code == 200
    unknown = reset(client_of(a_security_administrator()), "00000000-0000-0000-0000-000000000007")
    assert unknown.status_code == 404
