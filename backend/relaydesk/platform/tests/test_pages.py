"""Health, measures and the desk's document."""

import pytest
from django.db import OperationalError
from django.test import Client

from relaydesk.platform import health
from relaydesk.platform.beats import beat
from relaydesk.platform.ids import uuid7
from relaydesk.platform.metrics import register_figures

pytestmark = [pytest.mark.django_db, pytest.mark.urls("relaydesk.platform.tests.http_probe")]


def test_health_says_what_lives():
    beat(uuid7(), "worker")
    response = Client().get("/healthz")
    assert response.status_code == 200
    body = response.json()
    assert body["database"] == {"alive": True}
    assert body["worker"]["alive"] is True
    assert body["mail"] == {"alive": False, "seconds_since_sign": None}


def test_without_a_database_health_is_503(monkeypatch):
    def away(kind):
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setattr(health, "seconds_since_beat", away)
    response = Client().get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": {"alive": False}}


def test_measures_count_requests_by_route_template(monkeypatch):
    from relaydesk.platform import metrics

    monkeypatch.setattr(metrics, "_sources", [])
    register_figures(lambda: {"mail_to_send": 3})
    Client().get("/api/v1/open")
    text = Client().get("/metrics").content.decode()
    assert 'relaydesk_requests_total{method="GET",route="api/v1/open",status="200"}' in text
    assert 'relaydesk_waiting{queue="events_waiting"}' in text
    assert 'relaydesk_waiting{queue="mail_to_send"} 3.0' in text


def test_measures_are_for_this_machine_or_for_a_permission():
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 401
    assert Client(HTTP_X_FORWARDED_FOR="192.0.2.1").get("/metrics").status_code == 401


def test_the_desk_is_one_document_for_all_its_addresses(settings, tmp_path):
    settings.WEB_ROOT = tmp_path
    assert Client().get("/desk/").status_code == 503
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "index.html").write_text("<!doctype html>接力工单")
    response = Client().get("/desk/tickets/GD202611-00001")
    assert "接力工单" in response.content.decode()
    assert response["Cache-Control"] == "no-cache"
    assert Client().get("/desk/", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert Client().get("/desk/assets/missing.js").status_code == 404
