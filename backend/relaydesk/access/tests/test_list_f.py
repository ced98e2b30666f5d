"""Injection by what proves who calls, and by keys of a body (security.md, list F and C)."""

from typing import Any

import pytest
from django.test import Client

from relaydesk.access.testing import ApiClient, an_agent, client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "token", ["' OR 1=1 --", "rd_' OR ''='", '{"$ne": ""}', "*", "%", "\\", "a' UNION SELECT 1"]
)
def test_cve_2024_37148_cve_2022_39323_a_token_is_looked_up_never_spelled_into_sql(token: str) -> None:
    an_agent()
    assert ApiClient(token).get("/api/v1/tickets").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "tickets",
        "tickets/../admin",
        "admin/run",
        "RestAPI/x",
        "scim/v2/Users",
        "nothing/at/all",
        "tickets/1;x",
    ],
)
def test_cve_2021_44077_no_path_is_answered_before_the_question_who_calls(path: str) -> None:
    assert Client().get(f"/api/v1/{path}").status_code in (401, 404)


@pytest.mark.parametrize(
    "body",
    [
        {"__proto__": {"admin": True}, "subject": "x"},
        {"subject": "x", "requester": {"email": "a@example.com", "__proto__": {"admin": True}}},
        {"constructor": {"prototype": {"admin": True}}, "subject": "x"},
    ],
)
def test_cve_2026_53592_ghsa_rx6j_4c33_9h3r_keys_that_are_no_fields_are_refused_at_every_depth(
    body: Any,
) -> None:
    answer = client_of(an_agent(roles=("administrator",))).post("/api/v1/tickets", body)
    assert answer.status_code == 422, answer.content
    assert {error["code"] for error in answer.json()["errors"]} >= {"unknown_field"}
