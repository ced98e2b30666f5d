from typing import Any
from uuid import UUID

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import ApiClient, an_actor_with, client_of
from relaydesk.people import public as people
from relaydesk.platform.testing import run_jobs


@pytest.fixture
def desk() -> ApiClient:
    """Somebody who may do everything with tickets."""
    names = ("read", "write", "delete", "set_label", "export")
    return client_of(an_actor_with(grants={f"tickets.{name}": Scope.ALL for name in names}))


def a_team(key: str) -> UUID:
    """Make a team."""
    return people.make_team(key=key, name=key)


def narrow_to(*teams: str, read: Scope = Scope.TEAM) -> ApiClient:
    """Somebody who may change the tickets of his teams, and perhaps see others."""
    return client_of(an_actor_with(grants={"tickets.read": read, "tickets.write": Scope.TEAM}, teams=teams))


def ask(client: ApiClient, change: dict[str, Any], **chosen: Any) -> dict[str, Any]:
    """Ask for a change and let a worker do it; how it ended."""
    answer = client.post("/api/v1/bulk-changes", {**chosen, "change": change})
    assert answer.status_code == 202, answer.content
    run_jobs("bulk")
    found: dict[str, Any] = client.get(f"/api/v1/bulk-changes/{answer.json()['id']}").json()
    return found


def results(client: ApiClient, change: dict[str, Any], **query: Any) -> dict[str, tuple[str, str]]:
    """Number → state and code."""
    answer = client.get(f"/api/v1/bulk-changes/{change['id']}/results", query)
    assert answer.status_code == 200, answer.content
    return {one["number"]: (one["state"], one["code"]) for one in answer.json()["items"]}
