"""Signing in and out, over HTTP."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from relaydesk.access.actions.accounts import deactivate_account, reactivate_account
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.models import Account, ApiToken, Session, SignInFailure
from relaydesk.access.testing import ApiClient, an_administrator, an_agent, client_of
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
URL = "/api/v1/session"


def sign_in(client, email="wang@example.com", password=PASSWORD):
    return client.post(URL, {"email": email, "password": password}, content_type="application/json")


@pytest.fixture
def wang():
    return an_agent(email="wang@example.com", name="王工", password=PASSWORD)


def test_signing_in_gives_a_session_and_shows_oneself(wang):
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, email="Wang@Example.com ")
    assert response.status_code == 200, response.content
    body = response.json()
    assert body["agent"]["name"] == "王工"
    assert body["roles"] == ["agent"]
    assert "people.read_agents" in body["permissions"]
    cookie = response.cookies["relaydesk_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    again = client.get(URL)
    assert again.json() == body
    assert Event.objects.filter(name="access.account.signed_in").count() == 1


def test_an_administrator_sees_every_declared_permission():
    an_administrator(email="admin@example.com", password=PASSWORD)
    client = Client()
    permissions = sign_in(client, email="admin@example.com").json()["permissions"]
    assert {"access.manage_accounts", "people.manage"} <= set(permissions)


def test_nobody_is_unauthorized():
    response = Client().get(URL)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["code"] == "unauthorized"


def test_a_wrong_password_an_unknown_address_and_an_inactive_account_look_the_same(wang):
    gone = an_agent(email="gone@example.com", password=PASSWORD)
    deactivate_account(actor=SYSTEM("test"), account_id=gone.account_id, at=now())
    answers = [
        sign_in(Client(), password="wrong password"),
        sign_in(Client(), email="nobody@example.com"),
        sign_in(Client(), email="gone@example.com"),
    ]
    seen = {(a.status_code, a.json()["code"], a.json()["detail"], tuple(sorted(a.headers))) for a in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 401
    assert not answers[0].cookies


def test_cve_2021_38562_an_unknown_address_costs_the_same_work(wang, monkeypatch):
    from relaydesk.access.actions import sign_in as module

    checked = []
    real = module.check_password
    monkeypatch.setattr(module, "check_password", lambda *a, **k: checked.append(a[1][:7]) or real(*a, **k))
    sign_in(Client(), password="wrong password")
    sign_in(Client(), email="nobody@example.com")
    assert checked == ["scrypt$", "scrypt$"]


def test_cve_2017_5619_the_stored_hash_is_no_password(wang):
    stored = Account.objects.get(id=wang.account_id).password
    assert sign_in(Client(), password=stored).status_code == 401


def test_after_ten_failures_the_address_is_locked_for_a_quarter_of_an_hour(wang):
    start = now()
    with frozen(start):
        for _ in range(10):
            assert sign_in(Client(), password="wrong password").status_code == 401
        locked = sign_in(Client())
        assert locked.status_code == 429
        assert int(locked["Retry-After"]) == 900
    with frozen(start + timedelta(minutes=15, seconds=1)):
        assert sign_in(Client()).status_code == 200
    assert Event.objects.filter(name="access.account.sign_in_failed", payload__locked=True).count() == 1


def test_an_unknown_address_is_locked_just_the_same():
    for _ in range(10):
        sign_in(Client(), email="nobody@example.com")
    assert sign_in(Client(), email="nobody@example.com").status_code == 429


def test_a_source_is_locked_after_fifty_failures_over_many_addresses(wang):
    SignInFailure.objects.all().delete()
    from relaydesk.access.actions.sign_in import _subject

    subject = _subject("source", "127.0.0.1")
    SignInFailure.objects.bulk_create([SignInFailure(subject=subject, at=now()) for _ in range(50)])
    assert sign_in(Client()).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 200


def test_cve_2026_34720_a_forwarded_address_is_believed_from_listed_proxies_only(wang, settings):
    from relaydesk.access.actions.sign_in import _subject

    SignInFailure.objects.bulk_create(
        [SignInFailure(subject=_subject("source", "127.0.0.1"), at=now()) for _ in range(50)]
    )
    spoofing = Client(HTTP_X_FORWARDED_FOR="192.0.2.1")
    assert sign_in(spoofing).status_code == 429
    settings.TRUSTED_PROXIES = ("127.0.0.0/8",)
    assert sign_in(spoofing).status_code == 200


def test_failures_are_kept_without_the_address(wang):
    sign_in(Client(), password="wrong password")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM access_signinfailure f")
        rows = " ".join(row[0] for row in cursor.fetchall())
    for secret in ("wang", "127.0.0.1"):
        assert secret not in rows
        assert secret.encode().hex() not in rows


def test_the_session_id_changes_at_sign_in_and_the_old_one_ends(wang):
    client = Client()
    sign_in(client)
    first = client.cookies["relaydesk_session"].value
    sign_in(client)
    second = client.cookies["relaydesk_session"].value
    assert first != second
    stale = Client()
    stale.cookies["relaydesk_session"] = first
    assert stale.get(URL).status_code == 401


def test_signing_out_ends_the_session_on_the_server(wang):
    client = Client()
    sign_in(client)
    key = client.cookies["relaydesk_session"].value
    assert client.delete(URL).status_code == 204
    thief = Client()
    thief.cookies["relaydesk_session"] = key
    assert thief.get(URL).status_code == 401
    assert not Session.objects.exists()


def test_cve_2012_4732_each_write_of_a_session_needs_the_csrf_token(wang):
    client = Client(enforce_csrf_checks=True)
    token = sign_in(client).cookies["csrftoken"].value
    refused = client.patch("/api/v1/me", {"presence": "online"}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_token")
    planted = client.patch(
        "/api/v1/me",
        {"presence": "online"},
        content_type="application/json",
        headers={"X-CSRFToken": "x" * 27},
    )
    assert planted.status_code == 403
    foreign = client.patch(
        "/api/v1/me",
        {"presence": "online"},
        content_type="application/json",
        headers={"X-CSRFToken": token, "Origin": "https://evil.example"},
    )
    assert (foreign.status_code, foreign.json()["code"]) == (403, "csrf_origin")
    right = client.patch(
        "/api/v1/me",
        {"presence": "online"},
        content_type="application/json",
        headers={"X-CSRFToken": token, "Origin": "http://testserver"},
    )
    assert right.status_code == 200
    assert right.json()["agent"]["presence"] == "online"


def test_the_csrf_token_of_another_session_is_refused(wang):
    other = Client(enforce_csrf_checks=True)
    token = sign_in(other).cookies["csrftoken"].value
    mine = Client(enforce_csrf_checks=True)
    sign_in(mine)
    answer = mine.patch("/api/v1/me", {}, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 403


def test_a_method_in_the_query_or_a_header_overrides_nothing(wang):
    client = client_of(wang)
    assert client.get(URL + "?_method=DELETE").status_code == 422
    assert client.get(URL, headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 200


def test_cve_2025_3230_deactivation_ends_sessions_and_tokens_at_once(wang):
    client = Client()
    sign_in(client)
    api = client_of(wang)
    assert client.get(URL).status_code == api.get(URL).status_code == 200
    deactivate_account(actor=SYSTEM("test"), account_id=wang.account_id, at=now())
    assert client.get(URL).status_code == api.get(URL).status_code == 401
    assert not ApiToken.objects.exists()
    assert not Session.objects.exists()
    reactivate_account(actor=SYSTEM("test"), account_id=wang.account_id, at=now())
    assert client.get(URL).status_code == api.get(URL).status_code == 401


def test_an_agent_who_left_is_signed_out_too(wang):
    from relaydesk.people import public as people

    client = Client()
    sign_in(client)
    people.edit_agent(agent_id=wang.agent_id, active=False)
    assert client.get(URL).status_code == 401


def test_a_session_ends_after_fourteen_days(wang):
    client = Client()
    sign_in(client)
    with frozen(now() + timedelta(days=15)):
        assert client.get(URL).status_code == 401


def test_a_wrong_token_is_not_rescued_by_a_session(wang):
    client = Client()
    sign_in(client)
    assert client.get(URL, headers={"Authorization": "Bearer rd_" + "x" * 43}).status_code == 401


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Bearer rd_", "Basic YTpi", "rd_x", "Bearer " + "x" * 9000]
)
def test_cve_2026_41902_an_empty_or_odd_token_never_matches(value, wang):
    ApiToken.objects.all().delete()
    assert Client().get(URL, headers={"Authorization": value}).status_code == 401


def test_cve_2026_27637_only_the_hash_of_a_token_is_stored(wang):
    from relaydesk.access.public import make_token

    token = make_token(email="wang@example.com", name="laptop")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM access_apitoken t")
        assert token[3:] not in cursor.fetchone()[0]
    assert ApiClient(token).get(URL).status_code == 200
    assert Event.objects.filter(name="access.token.made").count() == 1
    assert token not in str(list(Event.objects.values_list("payload", flat=True)))


def test_an_expired_token_is_refused_and_use_is_noted_by_day(wang):
    from relaydesk.access.public import make_token

    token = make_token(email="wang@example.com", name="laptop", expires_at=now() + timedelta(days=1))
    assert ApiClient(token).get(URL).status_code == 200
    assert ApiToken.objects.get().last_used_on == now().date()
    with frozen(now() + timedelta(days=2)):
        assert ApiClient(token).get(URL).status_code == 401


def test_a_token_needs_one_statement(wang, django_assert_num_queries):
    client = client_of(wang)
    client.get("/api/v1/teams")
    with django_assert_num_queries(1):  # the teams are cached
        assert client.get("/api/v1/teams").status_code == 200


def test_a_session_needs_one_statement(wang, django_assert_num_queries):
    client = Client()
    sign_in(client)
    client.get("/api/v1/teams")
    with django_assert_num_queries(1):
        assert client.get("/api/v1/teams").status_code == 200


def test_cve_2025_48476_foreign_fields_in_a_body_are_refused(wang):
    client = client_of(wang)
    response = client.patch("/api/v1/me", {"presence": "busy", "roles": ["administrator"], "password": "x"})
    assert response.status_code == 422
    assert {e["field"]: e["code"] for e in response.json()["errors"]} == {
        "roles": "unknown_field",
        "password": "unknown_field",
    }
    assert client.get(URL).json()["agent"]["presence"] == "off"


def test_cve_2025_61598_authenticated_answers_and_errors_are_not_stored(wang):
    client = client_of(wang)
    for response in (client.get(URL), client.get("/api/v1/nothing"), Client().get(URL)):
        assert response["Cache-Control"] == "no-store"


def test_cve_2017_6080_no_other_origin_is_let_in(wang):
    response = client_of(wang).get(URL, headers={"Origin": "https://evil.example"})
    assert not [name for name in response.headers if name.lower().startswith("access-control-")]


def test_cve_2020_26029_nobody_acts_in_anothers_name_by_a_header(wang):
    an_administrator(email="admin@example.com")
    response = client_of(wang).get(
        URL, headers={"X-On-Behalf-Of": "admin@example.com", "Remote-User": "admin"}
    )
    assert response.json()["email"] == "wang@example.com"


def test_no_secret_is_ever_in_an_answer(wang):
    body = client_of(wang).get(URL).content.decode()
    assert "scrypt" not in body
    assert "hash" not in body


def test_changing_presence_records_one_fact_and_the_same_again_none(wang):
    client = client_of(wang)
    client.patch("/api/v1/me", {"presence": "online"})
    client.patch("/api/v1/me", {"presence": "online"})
    facts = Event.objects.filter(name="people.agent.presence_changed")
    assert [f.payload["presence"] for f in facts] == ["online"]


def test_a_new_password_ends_all_sessions_and_keeps_tokens(wang):
    from relaydesk.access.public import set_password

    client, api = Client(), client_of(wang)
    sign_in(client)
    set_password(actor=SYSTEM("test"), account_id=wang.account_id, password="another horse battery", at=now())
    assert client.get(URL).status_code == 401
    assert api.get(URL).status_code == 200
    assert sign_in(client).status_code == 401
    assert sign_in(client, password="another horse battery").status_code == 200


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "too_short"),
        ("x" * 300, "too_long"),
        ("password123", "too_common"),
        ("aaaaaaaaaaaa", "too_common"),
        ("wang@example.com", "too_similar"),
    ],
)
def test_weak_passwords_are_refused(wang, password, code):
    from relaydesk.access.public import set_password
    from relaydesk.platform.errors import Invalid

    with pytest.raises(Invalid) as refused:
        set_password(actor=SYSTEM("test"), account_id=wang.account_id, password=password, at=now())
    assert refused.value.errors[0].code == code


def test_ghsa_f489_nobody_changes_the_settings_of_another(wang):
    other = an_agent(email="li@example.com", name="李工")
    for name in ("id", "agent_id", "account_id", "user_id", "email"):
        body = {"locale": "en", name: str(other.account_id)}
        assert client_of(wang).patch("/api/v1/me", body).status_code == 422, name
    assert client_of(wang).patch("/api/v1/me", {"locale": "en"}).status_code == 200
    assert client_of(other).get(URL).json()["agent"]["locale"] == "zh"
