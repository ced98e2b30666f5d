"""The HTTP layer: who gets in, what is refused and how it is said."""

import io
import json
import os

import pytest
import structlog
from django.test import Client

from relaydesk.platform.http import authentication, middleware, problems
from relaydesk.platform.http.api import declared_routes
from relaydesk.platform.http.authentication import Authenticated
from relaydesk.platform.http.router import PUBLIC, Router
from relaydesk.platform.tests import http_probe
from relaydesk.platform.tests.http_probe import marks

pytestmark = [pytest.mark.django_db, pytest.mark.urls("relaydesk.platform.tests.http_probe")]


class Caller:
    def __init__(self, *permissions):
        self.permissions = permissions

    def can(self, permission):
        return permission in self.permissions


def authenticator(request):
    """`Authorization: <name> <permission> <permission>`; a name that begins with `browser` is a session."""
    name, *permissions = request.headers.get("Authorization", "").split()
    return (
        Authenticated(Caller(*permissions), name, "good" if name.startswith("browser") else None)
        if permissions
        else None
    )


@pytest.fixture(autouse=True)
def _probe_authenticator(monkeypatch):
    monkeypatch.setattr(
        authentication,
        "_authenticator",
        lambda r: authenticator(r) if r.headers.get("Authorization") else None,
    )


@pytest.fixture
def client():
    return Client(raise_request_exception=False, headers={"Authorization": "wang probe.read probe.write"})


@pytest.fixture
def logged(monkeypatch):
    """The log lines of this test, as they would be written."""
    buffer = io.BytesIO()
    config = structlog.get_config()
    for module in (middleware, problems):
        logger = structlog.wrap_logger(
            structlog.BytesLogger(buffer),
            processors=config["processors"],
            wrapper_class=config["wrapper_class"],
        )
        monkeypatch.setattr(module, "log", logger)
    return lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]


def post(client, path, body=b"{}", content_type="application/json", **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.generic("POST", "/api/v1" + path, data, content_type, headers=headers)


def assert_problem(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:relaydesk:problem:{code}"
    assert body["title"]
    assert body["request_id"] == response["X-Request-ID"]
    return body


class TestPermissions:
    def test_a_route_without_a_permission_cannot_be_written(self):
        with pytest.raises(TypeError, match="permission"):
            Router().get("/x")
        with pytest.raises(TypeError, match="permission"):
            Router().post("/x", permission="probe.read")
        with pytest.raises(TypeError, match="why"):
            Router().get("/x", permission=PUBLIC(""))

    def test_the_route_table_names_each_permission(self):
        table = {(r.method, r.path): r.permission for r in declared_routes(http_probe.api)}
        assert table["GET", "/list"] == "probe.read"
        assert table["GET", "/open"] == PUBLIC("a probe")

    def test_nobody_is_401_and_the_wrong_one_403_before_anything_is_read(self):
        assert_problem(post(Client(), "/echo", b"{not json"), 401, "unauthorized")
        reader = Client(headers={"Authorization": "li probe.read"})
        body = assert_problem(post(reader, "/echo", b"{not json"), 403, "forbidden")
        assert body["permission"] == "probe.write"

    def test_public_and_signed_in_routes(self):
        assert Client().get("/api/v1/open").status_code == 200
        assert Client().get("/api/v1/mine").status_code == 401
        assert Client(headers={"Authorization": "li x"}).get("/api/v1/mine").status_code == 200

    def test_a_write_of_a_browser_needs_its_token(self):
        browser = Client(enforce_csrf_checks=True, headers={"Authorization": "browser probe.write"})
        assert_problem(post(browser, "/echo", {"text": "x"}), 403, "csrf_token")
        assert post(browser, "/echo", {"text": "x"}, **{"X-CSRFToken": "good"}).status_code == 200


BAD_BODIES = [
    (b"", 422, "invalid"),
    (b"{", 400, "malformed_json"),
    (b"{'text': 1}", 400, "malformed_json"),
    (b'{"text": NaN}', 400, "malformed_json"),
    (b'{"text": "\xff\xfe"}', 400, "bad_request"),
    (b'{"text": "\xed\xa0\x80"}', 400, "bad_request"),
    (b'{"text": "\\ud800"}', 422, "invalid"),
    (b'{"\\udc00": 1}', 422, "invalid"),
    (b'{"text": "a\\u0000b"}', 422, "invalid"),
    (b'{"text": "x", "inner": {"tags": ["\\u0000"]}}', 422, "invalid"),
    (b'{"text": "a\x00b"}', 400, "malformed_json"),
    (b"[" * 100_000, 400, "malformed_json"),
    (b'{"text": ' + b"[" * 500 + b"]" * 500 + b"}", 400, "bad_request"),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400, "malformed_json"),
    (b"null", 422, "invalid"),
    (b"[]", 422, "invalid"),
    (b'"text"', 422, "invalid"),
    (b"12", 422, "invalid"),
    (b'{"text": null}', 422, "invalid"),
    (b'{"text": 5}', 422, "invalid"),
    (b'{"text": {"a": 1}}', 422, "invalid"),
    (b'{"text": "x", "number": "seven"}', 422, "invalid"),
    (b'{"text": "x", "number": 9223372036854775808}', 422, "invalid"),
    (b'{"text": "x", "number": 1e400}', None, None),
    (b'{"text": "x", "number": ' + b"9" * 5000 + b"}", None, None),
    (b'{"text": "x", "number": 1.5}', 422, "invalid"),
    (b'{"text": "x", "at": "yesterday"}', 422, "invalid"),
    (b'{"text": "x", "at": "0001-01-01T00:00:00+14:00"}', 422, "out_of_range"),
    (b'{"text": "x", "at": 1e300}', 422, "invalid"),
    (b'{"text": "x", "ids": ["no"]}', 422, "invalid"),
    (b'{"text": "' + b"x" * 1001 + b'"}', 422, "invalid"),
    (b'{"text": "x", "surprise": 1}', 422, "invalid"),
    (b'{"text": "x", "inner": {"surprise": 1}}', 422, "invalid"),
    (b'{"text": "x", "__proto__": {}}', 422, "invalid"),
]


class TestBadBodies:
    @pytest.mark.parametrize(("body", "status", "code"), BAD_BODIES)
    def test_what_cannot_be_read_is_a_clear_error(self, client, body, status, code):
        response = post(client, "/echo", body)
        if status is None:
            assert response.status_code in (400, 422)
        else:
            assert_problem(response, status, code)

    def test_each_wrong_field_is_named_with_a_code(self, client):
        body = assert_problem(
            post(client, "/echo", {"number": "x", "more": 1, "inner": {"tags": [5]}, "ids": list("abcd")}),
            422,
            "invalid",
        )
        found = {e["field"]: e["code"] for e in body["errors"]}
        assert found["text"] == "required"
        assert found["more"] == "unknown_field"
        assert found["number"] == "int_parsing"
        assert found["inner.tags.0"] == "string_type"
        assert found["ids"] == "too_many"
        assert all(e["message"] for e in body["errors"])

    def test_thousands_of_faults_make_a_short_answer(self, client):
        response = post(client, "/echo", {f"f{n}": 1 for n in range(5000)})
        assert len(response.content) < 20_000

    def test_the_wrong_content_type_is_415(self, client):
        body = assert_problem(
            post(client, "/echo", b'{"text":"x"}', "text/plain"), 415, "unsupported_media_type"
        )
        assert body["expected"] == "application/json"
        assert_problem(
            post(client, "/echo", b"text=x", "application/x-www-form-urlencoded"),
            415,
            "unsupported_media_type",
        )
        assert post(client, "/echo", b'{"text":"x"}', "application/json; charset=utf-8").status_code == 200

    def test_fifty_megabytes_are_413(self, client):
        body = assert_problem(post(client, "/echo", b" " * 50_000_000), 413, "too_large")
        assert body["limit_bytes"] == 2 * 1024 * 1024

    def test_a_route_sets_its_own_limit(self, client):
        small = (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n'
        )
        assert post(client, "/file", small, "multipart/form-data; boundary=b").json() == {
            "name": "a.txt",
            "size": 5,
        }
        assert_problem(
            post(client, "/file", small + b"x" * 6000, "multipart/form-data; boundary=b"), 413, "too_large"
        )

    @pytest.mark.parametrize(
        "content_type",
        ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff"],
    )
    def test_a_broken_multipart_body_is_an_error_of_the_client(self, client, content_type):
        response = post(client, "/file", b"--zzz\r\nnonsense", content_type)
        assert response.status_code in (400, 422), response.content

    def test_text_arrives_in_nfc(self, client):
        assert post(client, "/echo", {"text": "cafe\u0301"}).json()["text"] == "caf\u00e9"
        assert (
            post(client, "/echo", '{"text": "cafe\u0301 工单"}'.encode()).json()["text"] == "caf\u00e9 工单"
        )

    def test_random_bytes_never_make_a_500(self, client):
        for length in (1, 10, 100, 1000):
            for _ in range(30):
                assert post(client, "/echo", os.urandom(length)).status_code in (400, 422)


class TestBadQueries:
    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("limit=10", 200),
            ("limit=abc", 422),
            ("limit=-1", 422),
            ("limit=99999999999999999999", 422),
            ("limit=" + "9" * 5000, 422),
            ("limit=1.5", 422),
            ("limit=%00", 422),
            ("cursor=a%00b", 422),
            ("cursor=%FF%FE", 400),
            ("cursor=%ED%A0%80", 400),
            ("cursor=made-up", 422),
            ("cursor=" + "x" * 5000, 422),
            ("assigne=me", 422),
            ("limit=10&limit=20", 200),
            ("=", 422),
            ("&&&", 200),
            ("%", 422),
            ("limit[]=1", 422),
            ("limit=1;DROP TABLE", 422),
        ],
    )
    def test_hostile_queries(self, client, query, status):
        assert client.get(f"/api/v1/list?{query}").status_code == status

    def test_an_unknown_parameter_is_named(self, client):
        body = assert_problem(client.get("/api/v1/list?assigne=me"), 422, "invalid")
        assert body["errors"][0]["field"] == "query.assigne"

    def test_a_cursor_comes_back_as_it_went(self, client):
        first = client.get("/api/v1/list").json()
        again = client.get("/api/v1/list", {"cursor": first["next_cursor"]}).json()
        assert (
            again["last"]
            == first["last"]
            == ["2026-01-02 00:00:00+00:00", str(http_probe.UUID(int=7)), "3", "None"]
        )

    def test_a_changed_cursor_and_one_of_another_list_are_refused(self, client):
        good = client.get("/api/v1/list").json()["next_cursor"]
        for bad in (
            good[1:],
            good[:-1],
            good.replace(".", ""),
            http_probe.encode_cursor("other", [1]),
            "é",
            ".",
        ):
            body = assert_problem(client.get("/api/v1/list", {"cursor": bad}), 422, "invalid")
            assert body["errors"][0]["field"] == "query.cursor"

    @pytest.mark.parametrize(
        "path",
        [
            "/numbers/abc",
            "/numbers/99999999999999999999",
            "/numbers/-1%00",
            "/names/%00",
            "/names/a%00b",
            "/names/%FF",
            "/names/..%2f..",
            "/%FF",
            "/%00",
        ],
    )
    def test_hostile_paths(self, client, path):
        assert client.get("/api/v1" + path).status_code in (404, 422)


class TestErrors:
    def test_an_unknown_path_and_a_wrong_method(self, client):
        assert_problem(client.get("/api/v1/nothing"), 404, "not_found")
        assert_problem(client.get("/api/v1/"), 404, "not_found")
        response = client.put("/api/v1/echo", b"{}", content_type="application/json")
        assert_problem(response, 405, "method_not_allowed")
        assert response["Allow"] == "POST"
        assert client.generic("BREW", "/api/v1/echo").status_code == 405

    def test_a_rule_broken_carries_its_data(self, client):
        body = assert_problem(post(client, "/refuse"), 409, "no_way")
        assert body["day"] == "Sunday"

    def test_what_nobody_foresaw_tells_nothing_and_is_logged_under_its_id(self, client, logged):
        body = assert_problem(post(client, "/fail"), 500, "internal")
        assert "hunter2" not in json.dumps(body)
        assert "Traceback" not in json.dumps(body)
        line = next(line for line in logged() if line["event"] == "unexpected_error")
        assert line["request_id"] == body["request_id"]
        assert line["error"] == "RuntimeError"
        assert any("http_probe.py" in frame for frame in line["frames"])
        assert "wang@example.com" not in json.dumps(line)

    def test_a_page_that_fails_tells_nothing_either(self, client):
        response = client.get("/explode")
        assert response.status_code == 500
        assert b"boom" not in response.content

    def test_the_database_being_away_is_503_with_a_time_to_come_back(self, client):
        response = post(client, "/away")
        body = assert_problem(response, 503, "database_unavailable")
        assert response["Retry-After"]
        assert "10.0.0.1" not in json.dumps(body)

    def test_a_collision_that_two_racing_writes_make_is_409(self, client):
        http_probe.leave_a_mark()
        assert_problem(post(client, "/collide"), 409, "conflict")

    def test_an_integrity_fault_of_ours_is_a_500(self, client):
        assert_problem(post(client, "/broken"), 500, "internal")

    def test_limits_say_when_to_come_back(self, client):
        response = client.get("/api/v1/names/slow-down")
        assert_problem(response, 429, "rate_limited")
        assert response["Retry-After"] == "7"

    def test_a_stale_version_shows_who_changed_what(self, client):
        def patch(**headers):
            return client.patch("/api/v1/thing", b"{}", content_type="application/json", headers=headers)

        assert patch(**{"If-Match": '"7"'})["ETag"] == '"8"'
        assert patch(**{"If-Match": "*"}).status_code == 200
        body = assert_problem(patch(**{"If-Match": '"6"'}), 412, "stale")
        assert body["current_version"] == 7
        assert body["changes"] == [{"name": "王"}]
        for odd in ("six", '"-1"', '"' + "9" * 40 + '"', '"7", "8"'):
            assert_problem(patch(**{"If-Match": odd}), 422, "invalid")


class TestHeaders:
    def test_ghsa_2g42_f97q_973x_every_answer_carries_the_security_headers(self, client, settings):
        for response in (
            client.get("/api/v1/list"),
            client.get("/api/v1/nothing"),
            Client().get("/api/v1/mine"),
            client.get("/desk/x"),
        ):
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Referrer-Policy"] == "same-origin"
            assert "Content-Security-Policy" in response
            assert "Strict-Transport-Security" not in response
        settings.SECURE = True
        assert "max-age" in client.get("/api/v1/list")["Strict-Transport-Security"]

    def test_every_whole_answer_has_its_length(self, client):
        response = client.get("/api/v1/bytes")
        assert response["Content-Length"] == "3"
        assert response["Content-Type"] == "image/png"

    def test_api_answers_are_neither_stored_nor_framed_nor_run(self, client):
        response = client.get("/api/v1/list")
        assert response["Cache-Control"] == "no-store"
        assert "sandbox" in response["Content-Security-Policy"]

    def test_pages_take_scripts_from_here_only_and_stand_in_no_frame(self, client):
        policy = client.get("/desk/")["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy

    def test_only_the_desk_may_load_pictures_of_a_mail_from_elsewhere(self):
        from relaydesk.platform.http.headers import security_headers

        def images(path):
            policy = security_headers(path, secure=False)["Content-Security-Policy"]
            return next(rule for rule in policy.split("; ") if rule.startswith("img-src"))

        for path in ("/desk", "/desk/", "/desk/tickets/GD202601-00001"):
            assert images(path) == "img-src 'self' data: blob: https:"
        for path in ("/desks", "/portal/", "/portal/form", "/survey/x"):
            assert images(path) == "img-src 'self' data: blob:"

    def test_only_the_portal_form_may_be_framed(self):
        from relaydesk.platform.http.headers import security_headers

        assert (
            "frame-ancestors *" in security_headers("/portal/form", secure=False)["Content-Security-Policy"]
        )
        for path in ("/portal/formula", "/portal/", "/desk/", "/survey/x"):
            assert "frame-ancestors 'none'" in security_headers(path, secure=False)["Content-Security-Policy"]

    def test_a_missing_asset_is_404_and_the_start_leads_to_the_desk(self, client):
        assert client.get("/desk/assets/app-123.js").status_code == 404
        assert client.get("/desk/sw.js").status_code == 404
        assert client.get("/")["Location"] == "/desk/"

    def test_the_request_log_names_routes_and_no_secrets(self, client, logged):
        client.get("/api/v1/names/secret-token-123?", headers={"X-Forwarded-For": "evil\nline"})
        post(client, "/echo", {"text": "wang@example.com"})
        lines = logged()
        out = json.dumps(lines)
        assert lines[0]["route"].endswith("names/<name>")
        assert lines[0]["status"] == 404
        assert lines[0]["request_id"]
        assert "secret-token" not in out
        assert "wang" not in out
        assert "evil" not in out


class TestReadsChangeNothing:
    def test_head_and_options_are_refused_rather_than_guessed(self, client):
        assert client.head("/api/v1/list").status_code == 405
        assert client.options("/api/v1/list").status_code == 405

    def test_no_method_override(self, client):
        response = client.get("/api/v1/open", headers={"X-HTTP-Method-Override": "POST"})
        assert response.status_code == 200
        assert marks() == 0
