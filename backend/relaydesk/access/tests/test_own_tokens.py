"""Tokens that people make for themselves: scoped, ending, shown once."""

from datetime import timedelta

import pytest

from relaydesk.access.models import ApiToken
from relaydesk.access.testing import ApiClient, an_agent
from relaydesk.access.tests.signing import PASSWORD, signed_in
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"
URL = "/api/v1/me/tokens"


@pytest.fixture
def wang():
    return an_agent(email=WANG, password=PASSWORD)


def body(*scopes, days=30):
    return {
        "name": "laptop",
        "scopes": list(scopes),
        "expires_at": (now() + timedelta(days=days)).isoformat(),
    }


def test_a_token_is_shown_once_and_narrows_what_one_may(wang):
    browser = signed_in(WANG)
    made = browser.post(URL, body("tickets.read"))
    assert made.status_code == 201, made.content
    secret = made.json()["secret"]
    client = ApiClient(secret)
    assert client.get("/api/v1/tickets").status_code == 200
    assert client.get("/api/v1/teams").status_code == 403
    assert client.get("/api/v1/session").json()["permissions"] == ["tickets.read"]
    listed = browser.get(URL)
    assert [one["name"] for one in listed.json()["items"]] == ["laptop"]
    assert secret not in listed.content.decode()
    assert secret not in str(list(Event.objects.values_list("payload", flat=True)))


def test_a_token_ends_when_it_says_and_when_it_is_revoked(wang):
    browser = signed_in(WANG)
    made = browser.post(URL, body("tickets.read", days=2)).json()
    client = ApiClient(made["secret"])
    with frozen(now() + timedelta(days=3)):
        assert client.get("/api/v1/tickets").status_code == 401
    assert client.get("/api/v1/tickets").status_code == 200
    assert browser.delete(f"{URL}/{made['id']}").status_code == 204
    assert client.get("/api/v1/tickets").status_code == 401
    assert browser.delete(f"{URL}/{made['id']}").status_code == 404


def test_nobody_gives_a_token_more_than_he_holds(wang):
    browser = signed_in(WANG)
    for scopes in (["access.manage_roles"], ["tickets.read", "audit.read"], ["no.such"], []):
        assert browser.post(URL, body(*scopes)).status_code == 422
    assert browser.post(URL, body("tickets.read", days=400)).status_code == 422
    assert browser.post(URL, body("tickets.read", days=-1)).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_lost_right_is_lost_to_the_token_as_well(wang):
    from relaydesk.access.models import AccountRole

    secret = signed_in(WANG).post(URL, body("tickets.read")).json()["secret"]
    AccountRole.objects.filter(account_id=wang.account_id).delete()
    assert ApiClient(secret).get("/api/v1/tickets").status_code == 403


def test_nobody_revokes_the_token_of_another(wang):
    an_agent(email="li@example.com", password=PASSWORD)
    made = signed_in(WANG).post(URL, body("tickets.read")).json()
    assert signed_in("li@example.com").delete(f"{URL}/{made['id']}").status_code == 404


def test_a_secret_is_not_kept_for_repeated_requests(wang):
    from django.db import connection

    browser = signed_in(WANG)
    made = browser.post(URL, body("tickets.read"), headers={"Idempotency-Key": "k1"}).json()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_idempotencykey WHERE key = 'k1'")
        assert cursor.fetchone() == (0,)
    assert made["secret"].startswith("rd_")
