"""Lists H and J over everything that can be asked for, pages included, with a session as with a token."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from relaydesk.access.testing import ApiClient, an_administrator, client_of
from relaydesk.access.tests.signing import PASSWORD, Browser, signed_in
from relaydesk.access.tests.test_routes_of_all import ROUTES, address, tables
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.models import Event

# That somebody was refused is recorded, also when he only wanted to look (等保 8.1.4.3).
RECORD = {"platform_event", "platform_undelivered"}
ROOT = Path(__file__).resolve().parents[4]


def patterns(resolver=None, before=""):
    for entry in (resolver or get_resolver()).url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def pages():
    found = set()
    for path in patterns():
        if path.startswith("api/"):
            continue
        filled = re.sub(r"<uuid:[^>]+>", "00000000-0000-0000-0000-000000000007", path)
        found.add("/" + re.sub(r"<[^>]+>", "x", filled))
    return sorted(found)


@pytest.mark.django_db
def test_cve_2026_41194_no_page_and_no_route_changes_anything_when_it_is_read():
    an_administrator(email="admin@example.com", password=PASSWORD)
    with frozen(now()):
        browser, token = signed_in("admin@example.com"), client_of(an_administrator())
        token.get("/api/v1/session")  # the first use of a token on a day is noted
        before, known = tables(), set(Event.objects.values_list("name", flat=True))
        reads = [address(route) for route in ROUTES if route.method == "GET"] + pages()
        assert len(reads) > 60
        for path in reads:
            for client in (browser, token, Browser()):
                client.get(path)
                client.head(path)
        after = tables()
    assert {name for name in before if before[name] != after[name]} <= RECORD
    assert set(Event.objects.exclude(name__in=known).values_list("name", flat=True)) <= {
        "access.request.denied"
    }


@pytest.mark.django_db
def test_cve_2017_6080_no_answer_lets_another_origin_in():
    browser = client_of(an_administrator())
    for path in [address(route) for route in ROUTES if route.method == "GET"] + pages():
        for method in ("get", "options"):
            response = getattr(browser, method)(path, headers={"Origin": "https://evil.example"})
            assert not [h for h in response.headers if h.lower().startswith("access-control-")], path


@pytest.mark.django_db
def test_cve_2025_61598_nothing_about_signing_in_is_stored_by_a_cache():
    an_administrator(email="admin@example.com", password=PASSWORD)
    browser = signed_in("admin@example.com")
    for route in ROUTES:
        response = browser.generic(route.method, address(route), b"{}", "application/json")
        assert "no-store" in response["Cache-Control"], route.path
    for path in ("/oauth/authorize", "/oauth/token", "/oauth/revoke"):
        assert "no-store" in browser.post(path)["Cache-Control"], path


@pytest.mark.django_db
@pytest.mark.parametrize("trick", ["?_method=DELETE", "?_method=POST", "?method=PATCH"])
def test_a_method_in_the_query_overrides_nothing(trick):
    an_administrator(email="admin@example.com", password=PASSWORD)
    browser = signed_in("admin@example.com")
    before = tables()
    for path in ("/api/v1/session", "/api/v1/me/sessions", "/api/v1/sign-in-policy"):
        browser.get(path + trick, headers={"X-HTTP-Method": "DELETE", "X-HTTP-Method-Override": "DELETE"})
    assert browser.me().status_code == 200
    after = tables()
    assert {name for name in before if before[name] != after[name]} <= RECORD


@pytest.mark.django_db
def test_cve_2012_4732_every_write_of_a_browser_asks_for_the_token_of_its_session():
    an_administrator(email="admin@example.com", password=PASSWORD)
    browser = Browser(enforce_csrf_checks=True)
    browser.sign_in("admin@example.com")
    from relaydesk.platform.http.router import PUBLIC

    for route in ROUTES:
        if route.method == "GET" or isinstance(route.permission, PUBLIC):
            continue
        response = browser.generic(route.method, address(route), b"{}", "application/json")
        assert (response.status_code, response.json()["code"]) == (403, "csrf_token"), route.path
    assert ApiClient().get("/api/v1/session").status_code == 401


SECRETS = re.compile(
    r"rd_[A-Za-z0-9_-]{43}|-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]|AKIA[0-9A-Z]{16}"
    r"|(?:password|secret|api_key|token)\s*=\s*[\"'][^\"'{}\s]{8,}[\"']",
    re.IGNORECASE,
)
HARMLESS = re.compile(r"noqa: S105")


def test_cve_2024_28987_no_credential_is_written_into_the_program():
    found = []
    for path in [*(ROOT / "backend").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        if "tests" in path.parts or path.name.startswith(("test_", "conftest")):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if SECRETS.search(line) and not HARMLESS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_list_j_no_account_is_made_with_a_password_that_anybody_could_know():
    """Accounts with passwords are made by people, by links, and for the demo with random words."""
    makers = []
    for path in (ROOT / "backend").rglob("*.py"):
        if "tests" in path.parts or path.name == "testing.py":
            continue
        if re.search(r"create_account\((?:[^()]|\([^()]*\))*password=[\"']", path.read_text()):
            makers.append(str(path))
    assert makers == []
