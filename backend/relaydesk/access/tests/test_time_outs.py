"""Sessions end by themselves, and are listed and ended by people. No test waits: the clock is moved."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from relaydesk.access.models import Session
from relaydesk.access.testing import an_actor_with, an_agent, client_of
from relaydesk.access.tests.signing import PASSWORD, Browser, signed_in
from relaydesk.access.tests.test_passwords import set_policy
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"


@pytest.fixture
def wang():
    return an_agent(email=WANG, name="王工", password=PASSWORD)


def test_a_session_that_nobody_uses_ends(wang):
    set_policy(idle_minutes=30)
    start = now()
    with frozen(start):
        browser = signed_in(WANG)
    with frozen(start + timedelta(minutes=29)):
        assert browser.me().status_code == 200
    with frozen(start + timedelta(minutes=58)):
        assert browser.me().status_code == 200
    with frozen(start + timedelta(minutes=89)):
        assert browser.me().status_code == 401


def test_a_session_that_is_always_used_ends_too(wang):
    set_policy(idle_minutes=60, absolute_hours=2)
    start = now()
    with frozen(start):
        browser = signed_in(WANG)
    for minutes in (50, 100, 119):
        with frozen(start + timedelta(minutes=minutes)):
            assert browser.me().status_code == 200
    with frozen(start + timedelta(minutes=120)):
        assert browser.me().status_code == 401


def test_a_stricter_policy_ends_sessions_that_there_are(wang):
    start = now()
    with frozen(start):
        browser = signed_in(WANG)
    set_policy(idle_minutes=5)
    with frozen(start + timedelta(minutes=6)):
        assert browser.me().status_code == 401


def test_an_open_stream_keeps_no_session_alive(wang):
    from relaydesk.access.public import actor_from_headers

    set_policy(idle_minutes=30)
    start = now()
    with frozen(start):
        browser = signed_in(WANG)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    for minutes in (10, 20, 29):
        with frozen(start + timedelta(minutes=minutes)):
            assert actor_from_headers(cookies, None) is not None
    with frozen(start + timedelta(minutes=30)):
        assert actor_from_headers(cookies, None) is None


def test_the_last_use_is_written_once_a_minute_at_most(wang, django_assert_num_queries):
    start = now()
    with frozen(start):
        browser = signed_in(WANG)
        browser.get("/api/v1/teams")
    with frozen(start + timedelta(seconds=59)), django_assert_num_queries(1):
        browser.get("/api/v1/teams")
    with frozen(start + timedelta(seconds=60)), django_assert_num_queries(2):
        browser.get("/api/v1/teams")
    with frozen(start + timedelta(seconds=61)), django_assert_num_queries(1):
        browser.get("/api/v1/teams")


def test_one_sees_where_one_is_signed_in_and_ends_it(wang):
    here, there = signed_in(WANG), Browser(REMOTE_ADDR="192.0.2.7")
    there.sign_in(WANG)
    shown = here.get("/api/v1/me/sessions").json()["items"]
    assert {(one["source"], one["browser"], one["current"]) for one in shown} == {
        ("127.0.0.1", "Firefox, Windows", True),
        ("192.0.2.7", "Firefox, Windows", False),
    }
    other = next(one for one in shown if not one["current"])
    assert here.delete(f"/api/v1/me/sessions/{other['id']}").status_code == 204
    assert there.me().status_code == 401
    assert here.me().status_code == 200
    assert here.delete(f"/api/v1/me/sessions/{other['id']}").status_code == 404
    assert Event.objects.filter(name="access.session.ended", payload__reason="owner").count() == 1


def test_one_signs_out_everywhere_else_at_once(wang):
    here, there = signed_in(WANG), signed_in(WANG)
    assert here.delete("/api/v1/me/sessions").status_code == 204
    assert (here.me().status_code, there.me().status_code) == (200, 401)


def test_nobody_ends_the_session_of_another(wang):
    an_agent(email="li@example.com", password=PASSWORD)
    mine, other = signed_in("li@example.com"), signed_in(WANG)
    ident = other.get("/api/v1/me/sessions").json()["items"][0]["id"]
    assert mine.delete(f"/api/v1/me/sessions/{ident}").status_code == 404
    for role in ("administrator", "auditor", "manager"):
        client = client_of(an_actor_with(roles=(role,)))
        assert client.delete(f"/api/v1/accounts/{wang.account_id}/sessions").status_code == 403
        assert client.get(f"/api/v1/accounts/{wang.account_id}/sessions").status_code == 403
    assert other.me().status_code == 200


def test_the_security_administrator_ends_them(wang):
    browser = signed_in(WANG)
    keeper = client_of(an_actor_with(roles=("security_administrator",)))
    address = f"/api/v1/accounts/{wang.account_id}/sessions"
    assert len(keeper.get(address).json()["items"]) == 1
    assert keeper.delete(address).status_code == 204
    assert browser.me().status_code == 401
    assert keeper.delete("/api/v1/accounts/00000000-0000-0000-0000-000000000007/sessions").status_code == 404


def test_cve_2024_50339_what_is_stored_or_shown_signs_nobody_in(wang):
    browser = signed_in(WANG)
    key = browser.cookies["relaydesk_session"].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM access_session s")
        stored = cursor.fetchone()[0]
    assert key not in stored
    assert key not in browser.get("/api/v1/me/sessions").content.decode()
    row = Session.objects.get()
    for guess in (row.session_key, str(row.id), row.id.hex):
        thief = Client()
        thief.cookies["relaydesk_session"] = guess
        assert thief.get("/api/v1/session").status_code == 401


def test_locks_follow_the_policy_and_open_again(wang):
    set_policy(lock_account_after=3, lock_minutes=30)
    start = now()
    with frozen(start):
        for _ in range(3):
            assert Browser().sign_in(WANG, "wrong password").status_code == 401
        assert Browser().sign_in(WANG).status_code == 429
    with frozen(start + timedelta(minutes=29)):
        assert Browser().sign_in(WANG).status_code == 429
    with frozen(start + timedelta(minutes=31)):
        assert Browser().sign_in(WANG).status_code == 200
