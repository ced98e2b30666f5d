"""Rules that hold for every route of the whole API, whatever module it comes from."""

import uuid

import pytest
from django.db import connection

from config.urls import api
from relaydesk.access.registrations import forget_what_has_expired
from relaydesk.access.rules.roles import declared
from relaydesk.access.testing import ApiClient, an_administrator, an_agent, client_of
from relaydesk.platform.http.api import declared_routes
from relaydesk.platform.http.router import PUBLIC, SIGNED_IN

ROUTES = declared_routes(api)
GUARDED = [r for r in ROUTES if not isinstance(r.permission, PUBLIC)]
READS = [r for r in ROUTES if r.method == "GET"]


def address(route):
    """The route's path with ids that nothing has."""
    path = route.path
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, after = rest.partition("}")
        name = name.rpartition(":")[2]
        value = {"number": "GD209912-99999", "day": "2026-10-10", "year": "2026"}.get(
            name, str(uuid.UUID(int=7))
        )
        path = before + value + after
    return "/api/v1" + path


def shown(route):
    return f"{route.method} {route.path}"


def test_every_route_declares_a_permission_that_a_module_has_declared():
    for route in ROUTES:
        if isinstance(route.permission, PUBLIC | SIGNED_IN):
            assert route.permission.reason, shown(route)
        else:
            for permission in str(route.permission).split(" | "):
                assert permission in declared(), f"{shown(route)}: {permission} is not declared"


@pytest.mark.django_db
@pytest.mark.parametrize("route", GUARDED, ids=shown)
def test_cve_2026_14871_no_guarded_route_answers_nobody(route):
    response = ApiClient().generic(route.method, address(route), b"{}", "application/json")
    assert response.status_code == 401, response.content


@pytest.mark.django_db
@pytest.mark.parametrize("route", [r for r in GUARDED if not isinstance(r.permission, SIGNED_IN)], ids=shown)
def test_cve_2026_28218_who_has_no_role_is_denied_everywhere(route):
    from relaydesk.access.models import AccountRole

    nobody = an_agent()
    AccountRole.objects.filter(account_id=nobody.account_id).delete()
    response = client_of(nobody).generic(route.method, address(route), b"{}", "application/json")
    assert response.status_code == 403, response.content


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=shown)
def test_no_route_answers_500_to_nonsense(route):
    client = client_of(an_administrator())
    for body, kind in (
        (b"{", "application/json"),
        (b'{"a":1}', "application/json"),
        (b"\xff\x00", "text/plain"),
    ):
        response = client.generic(route.method, address(route), body, kind)
        assert response.status_code < 500, response.content
    response = client.generic(route.method, address(route) + "?%FF=%00&a=b", b"", "application/json")
    assert response.status_code < 500, response.content


def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname")
        names = [row[0] for row in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f'SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM "{name}" t')
            found[name] = cursor.fetchone()
    return found


def names_told():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT name FROM platform_event")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_cve_2026_41194_no_get_changes_anything():
    client = client_of(an_administrator())
    client.get("/api/v1/session")  # the first use of a token on a day is noted
    before, told = tables(), names_told()
    for route in READS:
        client.get(address(route))
        client.get(address(route), headers={"X-HTTP-Method-Override": "DELETE"})
        ApiClient().get(address(route))
    after = tables()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"platform_event"}
    assert names_told() - told <= {"access.request.denied"}, "a refusal is recorded, and nothing else"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["setup", "install", "first-run", "admin", "debug", "console", "users"])
def test_cve_2026_34723_nothing_of_the_first_run_can_be_reached(path):
    for prefix in ("/", "/api/v1/"):
        assert client_of(an_agent()).get(prefix + path).status_code == 404


@pytest.mark.django_db
def test_what_has_expired_is_forgotten():
    from datetime import timedelta

    from relaydesk.access.models import Session
    from relaydesk.platform.clock import now

    at = now()
    account_id = an_agent().account_id
    for key, end in (("a", at - timedelta(days=1)), ("b", at + timedelta(days=1))):
        Session.objects.create(
            session_key=key * 40,
            account_id=account_id,
            created_at=at,
            last_seen_at=at,
            proved_at=at,
            expire_date=end,
        )
    forget_what_has_expired()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b" * 40]
