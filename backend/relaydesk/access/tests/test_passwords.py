"""What a password must be."""

from datetime import timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.rules.common_passwords import entries, is_common
from relaydesk.access.rules.passwords import check_password_rules, classes_of
from relaydesk.access.rules.sign_in_policy import Policy
from relaydesk.access.testing import an_actor_with, an_agent, client_of
from relaydesk.access.tests.signing import PASSWORD, Browser, signed_in
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.errors import Invalid

COMMON = """
password123 P@ssw0rd2024! passw0rd1 Admin@2024 letmein123 iloveyou520 welcome2025 qwertyuiop 1q2w3e4r5t
1qaz2wsx3edc 1qaz@WSX3edc zaq12wsx3 asdfghjkl; abcabcabcabc aaaaaaaaaaaa 13812345678 19900101 20080808888
woaini1314 Woaini5201314 5201314woaini woaini@1314 zhangwei1990 zhangwei19900101 Wangwei@123 mima123456
zhongguo2008 Huawei@123 520520520520 qq123456789 aa123456789 a123456789 Abcd1234! relaydesk123
guanliyuan123 xiaoming666 chenjing520 admin12345 administrator gongxifacai888
"""
FINE = """
correct-horse-battery steady-lantern-orbit mX7!kd93pQz2 三只猫在屋顶唱歌跳舞呀 letmein-blossom-trek
kvartal92glimt
"""


def refused(password, email="wang@example.com", **settings):
    try:
        check_password_rules(password, email, Policy(**settings))
    except Invalid as invalid:
        return invalid.errors[0].code
    return None


@pytest.mark.parametrize("password", COMMON.split())
def test_what_is_tried_first_is_refused(password):
    assert is_common(password)


@pytest.mark.parametrize("password", FINE.split())
def test_what_nobody_guesses_is_taken(password):
    assert refused(password) is None


def test_the_list_holds_more_than_two_hundred_thousand_and_knows_each_of_them():
    found = list(islice(entries(), 0, None, 331))
    assert len(found) * 331 > 200_000
    assert [one for one in found if not is_common(one)] == []


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    assert is_common(text) in (True, False)


def test_length_and_classes_follow_the_policy():
    assert refused("kvartal92gl", min_length=12) == "too_short"
    assert refused("x" * 300) == "too_long"
    assert refused("kvartal glimt orbit", min_classes=3) == "too_few_classes"
    assert refused("Kvartal glimt orbit", min_classes=3) is None
    assert classes_of("aB3-") == 4
    assert classes_of("密码") == 1


@pytest.mark.parametrize(
    "password", ["wang@example.com", "WANG@example.com", "zhangsanfeng", "zhangsanfeng2024!"]
)
def test_the_address_is_no_password(password):
    assert refused(password, email="wang@example.com" if "wang" in password.lower() else "zhangsanfeng@x.cn")


@pytest.fixture
def wang(db):
    return an_agent(email="wang@example.com", password=PASSWORD)


def set_policy(**settings):
    keeper = client_of(an_actor_with(roles=("security_administrator",)))
    response = keeper.patch("/api/v1/sign-in-policy", settings)
    assert response.status_code == 200, response.content
    return response.json()


def change(browser, password):
    return browser.post("/api/v1/me/password", {"password": password})


def test_the_last_passwords_are_not_taken_again(wang):
    set_policy(history=2)
    browser = signed_in("wang@example.com")
    assert change(browser, PASSWORD).json()["errors"][0]["code"] == "used_before"
    assert change(browser, "first lantern orbit").status_code == 204
    assert change(browser, "second lantern orbit").status_code == 204
    assert change(browser, "first lantern orbit").json()["errors"][0]["code"] == "used_before"
    assert change(browser, "third lantern orbit").status_code == 204
    assert change(browser, PASSWORD).status_code == 204


def test_a_password_that_is_too_old_lets_one_do_nothing_but_change_it(wang):
    set_policy(max_age_days=90, absolute_hours=8760, idle_minutes=43200)
    with frozen(now() + timedelta(days=91)):
        browser = signed_in("wang@example.com")
        me = browser.me().json()
        assert (me["must"], me["permissions"]) == ("password_change_required", [])
        refused = browser.get("/api/v1/tickets")
        assert (refused.status_code, refused.json()["code"]) == (403, "password_change_required")
        assert change(browser, "another lantern orbit").status_code == 204
        assert browser.me().json()["must"] is None
        assert browser.get("/api/v1/tickets").status_code == 200


def test_who_sets_a_password_is_told_the_rules_before(wang):
    set_policy(min_length=14, min_classes=3, history=5)
    rules = Browser().get("/api/v1/session/password-rules")
    assert rules.json() == {"min_length": 14, "min_classes": 3, "history": 5}


def test_settings_have_bounds_and_a_stale_change_is_refused(wang):
    keeper = client_of(an_actor_with(roles=("security_administrator",)))
    found = keeper.get("/api/v1/sign-in-policy")
    assert keeper.patch("/api/v1/sign-in-policy", {"min_length": 4}).status_code == 422
    assert keeper.patch("/api/v1/sign-in-policy", {"lock_account_after": None}).status_code == 422
    tag = found["ETag"]
    assert (
        keeper.patch("/api/v1/sign-in-policy", {"min_length": 12}, headers={"If-Match": tag}).status_code
        == 200
    )
    assert (
        keeper.patch("/api/v1/sign-in-policy", {"min_length": 13}, headers={"If-Match": tag}).status_code
        == 412
    )


def test_only_the_security_administrator_sets_the_policy(wang):
    for role in ("administrator", "auditor", "manager", "agent"):
        client = client_of(an_actor_with(roles=(role,)))
        assert client.get("/api/v1/sign-in-policy").status_code == 403
        assert client.patch("/api/v1/sign-in-policy", {"min_length": 12}).status_code == 403
