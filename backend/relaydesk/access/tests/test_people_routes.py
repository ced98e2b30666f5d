"""Agents, teams, departments and contacts over HTTP."""

import pytest

from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.platform.clock import now

pytestmark = pytest.mark.django_db


def test_the_pickers_get_what_they_need():
    department = people.make_department(name="售后部", name_en="After-sales")
    wang = an_agent(name="王工", department_id=department, teams=("repair",))
    client = client_of(wang)
    agent = next(a for a in client.get("/api/v1/agents").json()["items"] if a["name"] == "王工")
    assert agent["department_id"] == str(department)
    assert "password" not in agent
    team = next(t for t in client.get("/api/v1/teams").json()["items"] if t["key"] == "repair")
    assert team["member_ids"] == [str(wang.agent_id)] == [agent["id"]]
    assert client.get("/api/v1/departments").json()["items"][0]["name_en"] == "After-sales"


def test_contacts_are_found_by_prefix():
    people.find_or_make_contact(email="zhang@example.com", name="张三", at=now())
    client = client_of(an_agent())
    items = client.get("/api/v1/contacts?q=zh").json()["items"]
    assert [(c["name"], c["email"]) for c in items] == [("张三", "zhang@example.com")]
    assert client.get("/api/v1/contacts?limit=0").status_code == 422
    assert client.get("/api/v1/contacts?q=" + "x" * 201).status_code == 422


def test_cve_2026_40570_nobody_reads_people_without_a_token():
    for path in ("agents", "teams", "departments", "contacts?q=a"):
        assert ApiClient().get(f"/api/v1/{path}").status_code == 401
