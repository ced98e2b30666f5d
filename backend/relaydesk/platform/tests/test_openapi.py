"""The OpenAPI document."""

import json

import pytest
from django.test import Client

from relaydesk.platform.http.responses import dumps
from relaydesk.platform.tests import http_probe

pytestmark = [pytest.mark.django_db, pytest.mark.urls("relaydesk.platform.tests.http_probe")]


def document():
    return json.loads(Client().get("/api/v1/openapi.json").content)


def test_it_is_openapi_31_and_the_same_each_time():
    assert document()["openapi"].startswith("3.1")
    assert dumps(http_probe.api.get_openapi_schema()) == dumps(http_probe.api.get_openapi_schema())


def test_each_operation_declares_its_refusals_its_id_and_its_permission():
    found = document()
    ids = []
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            ids.append(operation["operationId"])
            assert {"400", "422", "429", "503"} <= set(operation["responses"]), where
            assert operation["x-permission"], where
            if operation["security"]:
                assert {"401", "403"} <= set(operation["responses"]), where
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and status != "414":  # the server's own, without a body
                    assert "application/problem+json" in answer["content"], where
    assert len(ids) == len(set(ids))


def test_writes_take_an_idempotency_key_and_versioned_ones_a_version():
    paths = document()["paths"]
    names = {p["name"] for p in paths["/api/v1/thing"]["patch"]["parameters"]}
    assert {"Idempotency-Key", "If-Match"} <= names
    assert "412" in paths["/api/v1/thing"]["patch"]["responses"]
    assert "412" not in paths["/api/v1/echo"]["post"]["responses"]


def test_a_download_is_declared_as_bytes_of_any_type():
    answer = document()["paths"]["/api/v1/bytes"]["get"]["responses"]["200"]
    assert answer["content"]["*/*"]["schema"]["format"] == "binary"


def test_every_reference_leads_somewhere():
    found = document()
    text = json.dumps(found)
    for part in text.split('"$ref": "')[1:]:
        node = found
        for step in part.split('"')[0].removeprefix("#/").split("/"):
            node = node[step]
