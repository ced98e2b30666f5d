from dataclasses import dataclass
from typing import Any

import pytest

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import ApiClient, an_administrator, an_agent, client_of


@dataclass
class Desk:
    """An agent at the desk, with the client that calls the API for him."""

    actor: Actor
    api: ApiClient

    def open(self, **wanted: Any) -> dict[str, Any]:
        body = {
            "subject": "空调不制冷",
            "body": "从昨天下午开始，面板显示 E4。",
            "requester": {"email": "wang@example.com", "name": "王女士"},
            **wanted,
        }
        response = self.api.post("/api/v1/tickets", body)
        assert response.status_code == 201, response.content
        return response.json()

    def get(self, path: str, status: int = 200) -> Any:
        response = self.api.get(f"/api/v1{path}")
        assert response.status_code == status, response.content
        return response.json()

    def post(self, path: str, body: Any, status: int = 201) -> Any:
        response = self.api.post(f"/api/v1{path}", body)
        assert response.status_code == status, response.content
        return response.json()

    def patch(self, path: str, body: Any, status: int = 200, **headers: Any) -> Any:
        response = self.api.patch(f"/api/v1{path}", body, **headers)
        assert response.status_code == status, response.content
        return response.json()


def desk_of(actor: Actor) -> Desk:
    return Desk(actor, client_of(actor))


@pytest.fixture
def desk(db: None) -> Desk:
    """An agent of the service desk."""
    return desk_of(an_agent())


@pytest.fixture
def stranger(db: None) -> Desk:
    """An agent of another team and department."""
    from relaydesk.people import public as people

    department = people.make_department(name="财务部")
    people.make_team(key="finance", name="财务组", department_id=department)
    return desk_of(an_agent(teams=("finance",), department_id=department))


@pytest.fixture
def admin(db: None) -> Desk:
    return desk_of(an_administrator(teams=()))
