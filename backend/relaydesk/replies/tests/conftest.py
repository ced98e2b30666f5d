from typing import Any

import pytest

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.people import public as people
from relaydesk.tickets.testing import make_ticket


class Pen:
    """An agent who writes: his API, with answers checked."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.api: ApiClient = client_of(actor)

    def ask(self, method: str, path: str, body: Any = None, status: int = 200, **headers: Any) -> Any:
        call = getattr(self.api, method)
        args = [f"/api/v1{path}"] if body is None else [f"/api/v1{path}", body]
        response = call(*args, **headers)
        assert response.status_code == status, response.content
        return response.json() if response.content else None

    def thread(self, number: str) -> list[dict[str, Any]]:
        """Messages and notes of a ticket, newest first."""
        items = self.ask("get", f"/tickets/{number}/timeline")["items"]
        return [one["message"] for one in items if one["message"]]


@pytest.fixture
def pen(db: None) -> Pen:
    return Pen(an_agent(name="李工"))


@pytest.fixture
def colleague(db: None, pen: Pen) -> Pen:
    return Pen(an_agent(name="赵六"))


@pytest.fixture
def stranger(db: None) -> Pen:
    department = people.make_department(name="财务部")
    people.make_team(key="finance", name="财务组", department_id=department)
    return Pen(an_agent(teams=("finance",), department_id=department))


@pytest.fixture
def number(pen: Pen) -> str:
    return make_ticket(subject="空调不制冷").number
