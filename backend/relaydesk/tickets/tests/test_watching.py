"""Watching tickets over the API."""

from relaydesk.access.testing import an_agent
from relaydesk.platform.events import history
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket

from .conftest import Desk


def test_an_agent_watches_and_stops(desk: Desk) -> None:
    number = desk.open()["number"]
    path = f"/tickets/{number}/watchers"
    assert desk.get(path) == {"items": [], "watching": False}
    shown = desk.api.put(f"/api/v1{path}/me", {}).json()
    assert shown["watching"]
    assert [one["id"] for one in shown["items"]] == [str(desk.actor.agent_id)]
    ticket = Ticket.objects.get(number=number)
    assert tickets.watchers_of([ticket.id]) == {ticket.id: (desk.actor.agent_id,)}
    desk.api.put(f"/api/v1{path}/me", {})
    assert desk.api.delete(f"/api/v1{path}/me").json() == {"items": [], "watching": False}
    desk.api.delete(f"/api/v1{path}/me")
    names = [fact.name for fact in history(f"ticket:{ticket.id}")]
    assert names[-2:] == ["tickets.watcher.added", "tickets.watcher.removed"]
    assert desk.get(f"/tickets/{number}")["version"] == 1


def test_a_colleague_who_sees_the_ticket_may_be_added(desk: Desk) -> None:
    number = desk.open()["number"]
    colleague = an_agent()
    shown = desk.api.put(f"/api/v1/tickets/{number}/watchers/{colleague.agent_id}", {}).json()
    assert [one["id"] for one in shown["items"]] == [str(colleague.agent_id)]
    assert not shown["watching"]
    assert desk.api.delete(f"/api/v1/tickets/{number}/watchers/{colleague.agent_id}").json()["items"] == []


def test_cve_2026_40591_nobody_is_added_who_could_not_see_the_ticket(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    path = f"/api/v1/tickets/{number}/watchers"
    refused = desk.api.put(f"{path}/{stranger.actor.agent_id}", {})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "cannot_see_ticket"
    assert desk.api.put(f"{path}/0199aaaa-0000-7000-8000-000000000000", {}).status_code == 422
    for answer in (
        stranger.api.put(f"{path}/me", {}),
        stranger.api.delete(f"{path}/me"),
        stranger.api.get(path),
    ):
        assert answer.status_code == 404
