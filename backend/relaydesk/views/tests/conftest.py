from dataclasses import dataclass
from typing import Any

import pytest

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import ApiClient, an_administrator, an_agent, client_of
from relaydesk.people import public as people

URGENT = {"field": "priority", "operator": "is", "value": "P0"}


@dataclass
class Seat:
    """An agent with the client that calls the API for him."""

    actor: Actor
    api: ApiClient

    def call(self, method: str, path: str, body: Any = None, status: int = 200, **headers: Any) -> Any:
        send = getattr(self.api, method)
        response = send(f"/api/v1{path}", *([] if method == "get" else [body]), **headers)
        assert response.status_code == status, response.content
        return response.json() if response.content else None

    def get(self, path: str, status: int = 200) -> Any:
        return self.call("get", path, status=status)

    def make(self, status: int = 201, **wanted: Any) -> Any:
        body = {"name": "紧急的", "condition": URGENT, **wanted}
        return self.call("post", "/views", body, status)

    def view_keys(self) -> list[str]:
        return [view["key"] for view in self.get("/views")["items"]]

    def numbers(self, query: str) -> set[str]:
        return {row["number"] for row in self.get(f"/tickets?{query}")["items"]}


def seat_of(actor: Actor) -> Seat:
    return Seat(actor, client_of(actor))


@pytest.fixture
def agent(db: None) -> Seat:
    return seat_of(an_agent())


@pytest.fixture
def boss(db: None) -> Seat:
    return seat_of(an_administrator(teams=()))


@pytest.fixture
def stranger(db: None) -> Seat:
    """An agent of another team and department."""
    department = people.make_department(name="财务部")
    people.make_team(key="finance", name="财务组", department_id=department)
    return seat_of(an_agent(teams=("finance",), department_id=department))
