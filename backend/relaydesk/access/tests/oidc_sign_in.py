"""The steps of a sign-in by OpenID Connect, for the tests of it."""

from urllib.parse import parse_qs, urlsplit

LOCAL = ("127.0.0.0/8",)


def add(security, idp, **more):
    settings = {"issuer": idp.url, "client_id": idp.client_id, **more.pop("settings", {})}
    body = {
        "kind": "oidc",
        "name": "统一身份",
        "name_en": "Single sign-on",
        "enabled": True,
        "settings": settings,
        "secrets": {"client_secret": idp.client_secret},
        **more,
    }
    response = security.post("/api/v1/identity-providers", body)
    assert response.status_code == 201, response.content
    return response.json()


def start(browser, provider, query=""):
    response = browser.get(f"/sign-in/oidc/{provider['id']}/start{query}")
    assert response.status_code == 302, response.content
    return response["Location"]


def come_back(browser, provider, query):
    return browser.get(f"/sign-in/oidc/{provider['id']}/callback", query)


def sign_in(browser, provider, idp, query=""):
    return come_back(browser, provider, idp.authorize(start(browser, provider, query)))


def problem_of(response):
    assert response.status_code == 302
    return parse_qs(urlsplit(response["Location"]).query).get("sign_in_problem", [""])[0]


def who(browser):
    response = browser.get("/api/v1/session")
    return response.json()["email"] if response.status_code == 200 else None


NEW = {"sub": "new-1", "name": "新同事", "email": "New@Example.com", "email_verified": True}
