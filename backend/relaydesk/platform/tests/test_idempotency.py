"""`Idempotency-Key`: sent again, in parallel, after a fault and after a crash."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from relaydesk.platform.clock import frozen, now
from relaydesk.platform.http import authentication, idempotency
from relaydesk.platform.http.idempotency import purge_old_keys
from relaydesk.platform.models import IdempotencyKey
from relaydesk.platform.tests.http_probe import marks
from relaydesk.platform.tests.test_http import assert_problem, authenticator

pytestmark = pytest.mark.urls("relaydesk.platform.tests.http_probe")


@pytest.fixture(autouse=True)
def _probe_authenticator(monkeypatch):
    monkeypatch.setattr(
        authentication,
        "_authenticator",
        lambda r: authenticator(r) if r.headers.get("Authorization") else None,
    )


def send(path="/marks", body=None, key="k1", who="wang", client=None):
    client = client or Client(raise_request_exception=False)
    return client.generic(
        "POST",
        "/api/v1" + path,
        json.dumps({"text": "x"} if body is None else body).encode(),
        "application/json",
        headers={"Authorization": f"{who} probe.write", "Idempotency-Key": key},
    )


@pytest.mark.django_db
class TestReplay:
    def test_the_same_request_again_gets_the_same_answer_and_no_second_effect(self):
        first, second = send(), send()
        assert first.status_code == second.status_code == 201
        assert first.content == second.content
        assert second["Location"] == first["Location"]
        assert second["Content-Type"] == first["Content-Type"]
        assert "Idempotency-Replayed" not in first
        assert second["Idempotency-Replayed"] == "true"
        assert marks() == 1

    def test_a_fault_of_ours_is_replayed_too_and_left_no_effect(self):
        first, second = send("/fail"), send("/fail")
        assert first.status_code == second.status_code == 500
        assert first.content == second.content
        assert second["Idempotency-Replayed"] == "true"
        assert marks() == 0

    def test_a_refusal_is_replayed_and_left_no_effect(self):
        assert_problem_twice = [send("/refuse"), send("/refuse")]
        assert [r.json()["code"] for r in assert_problem_twice] == ["no_way", "no_way"]
        assert marks() == 0

    def test_another_body_path_or_type_under_the_same_key_is_422(self):
        send()
        for other in (send(body={"text": "y"}), send("/echo")):
            body = assert_problem(other, 422, "invalid")
            assert body["errors"] == [
                {
                    "field": "header.Idempotency-Key",
                    "code": "key_reused",
                    "message": "This key came before with another request.",
                }
            ]
        assert marks() == 1

    def test_keys_of_different_callers_have_nothing_to_do_with_each_other(self):
        assert send(who="wang").content != send(who="li").content
        assert marks() == 2

    @pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel", "a\tb", "工单"])
    def test_a_malformed_key_is_422(self, key):
        if not key.isascii():
            key = key.encode().decode("latin-1")
        assert_problem(send(key=key), 422, "invalid")
        assert marks() == 0

    def test_after_24_hours_the_key_is_new_again(self):
        start = now()
        with frozen(start):
            send()
        with frozen(start + timedelta(hours=23, minutes=59)):
            assert send()["Idempotency-Replayed"] == "true"
        with frozen(start + timedelta(hours=24, seconds=1)):
            assert "Idempotency-Replayed" not in send()
        assert marks() == 2

    def test_old_keys_are_purged(self):
        start = now()
        with frozen(start):
            send(key="old")
        with frozen(start + timedelta(hours=20)):
            send(key="young")
        with frozen(start + timedelta(hours=25)):
            assert purge_old_keys() == 1
            assert purge_old_keys() == 0
        assert [row.key for row in IdempotencyKey.objects.all()] == ["young"]

    def test_when_nothing_could_be_decided_the_next_try_is_a_first_one(self):
        assert send("/away").status_code == 503
        assert "Idempotency-Replayed" not in send("/away")

    def test_who_is_not_allowed_uses_no_key_up(self):
        client = Client()
        refused = client.generic(
            "POST", "/api/v1/marks", b"{}", "application/json", headers={"Idempotency-Key": "k1"}
        )
        assert refused.status_code == 401
        assert not IdempotencyKey.objects.exists()

    def test_public_routes_know_keys_too(self):
        client = Client()
        answers = [
            client.generic("POST", "/api/v1/open", b"", "application/json", headers={"Idempotency-Key": "k1"})
            for _ in range(2)
        ]
        assert answers[0].content == answers[1].content
        assert marks() == 1


@pytest.mark.usefixtures("committed", "_forget_keys")
class TestTransactions:
    @pytest.fixture
    def _forget_keys(self, committed):
        yield
        IdempotencyKey.objects.all().delete()

    def test_fifty_at_once_under_one_key_have_one_effect_and_one_answer(self):
        def one(_):
            try:
                return send()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(16) as threads:
            answers = list(threads.map(one, range(50)))
        assert {a.status_code for a in answers} == {201}
        assert len({a.content for a in answers}) == 1
        assert sum("Idempotency-Replayed" not in a for a in answers) == 1
        assert marks() == 1

    def test_a_crash_before_the_answer_is_kept_leaves_neither_effect_nor_key(self, monkeypatch):
        class Killed(BaseException):
            pass

        def killed(run):
            run()
            raise Killed

        with monkeypatch.context() as patched:
            patched.setattr(idempotency, "_act", killed)
            with pytest.raises(Killed):
                send(client=Client())
        connection.close()
        assert marks() == 0
        assert not IdempotencyKey.objects.exists()
        assert send().status_code == 201
        assert marks() == 1
