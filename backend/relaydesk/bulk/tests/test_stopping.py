"""Cancelling, undoing, and going on after a crash."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import ApiClient, a_label, an_actor_with, client_of
from relaydesk.bulk.actions import run_portion as module
from relaydesk.bulk.actions.run_portion import run_portion
from relaydesk.bulk.models import BulkChange
from relaydesk.bulk.tests.conftest import a_team, ask, narrow_to, results
from relaydesk.platform import events
from relaydesk.platform.clock import now
from relaydesk.platform.testing import deliver_events, fire_timers, frozen_clock, run_jobs
from relaydesk.tickets.contracts import TicketView
from relaydesk.tickets.public import ticket
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
BULK = "/api/v1/bulk-changes"
CHANGED = (
    "priority",
    "status_key",
    "category",
    "type_key",
    "tags",
    "team_id",
    "assignee_id",
    "department_id",
)


def undo(client: ApiClient, change: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{BULK}/{change['id']}/undo")
    assert answer.status_code == 202, answer.content
    run_jobs("bulk")
    found: dict[str, Any] = client.get(f"{BULK}/{change['id']}").json()
    return found


def values(view: TicketView | None) -> tuple[Any, ...]:
    return tuple(
        getattr(view, name) for name in (*CHANGED, "accepted_at", "started_at", "solved_at", "label")
    )


def urgent(made: list[TicketView]) -> int:
    return sum(view.priority == "P0" for one in made if (view := ticket(one.id)))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_undelivered")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "change",
    [
        {"priority": "P0"},
        {"status": "open"},
        {"status": "solved"},
        {"team_id": "team"},
        {"type": "other"},
        {"add_tags": ["批量"], "remove_tags": ["甲"]},
        {"label": "internal"},
        {"status": "open", "priority": "P3", "team_id": "team", "add_tags": ["批量"]},
        {"delete": True},
    ],
    ids=str,
)
def test_undo_gives_every_former_value_back(desk_cleared: ApiClient, change: dict[str, Any]) -> None:
    if change.get("team_id") == "team":
        change = {**change, "team_id": str(a_team("hvac"))}
    if "type" in change:
        types = desk_cleared.get("/api/v1/ticket-types").json()["items"]
        change = {"type": types[-1]["key"]}
    made = make_ticket(tags=("甲",))
    deliver_events()
    before = values(ticket(made.id))
    done = ask(desk_cleared, change, numbers=[made.number])
    if done["changed"] == 0:
        pytest.skip("there is but one type")
    back = undo(desk_cleared, done)
    assert (back["state"], back["undone"], back["kept"]) == ("undone", 1, 0)
    after = ticket(made.id)
    assert after is not None
    assert values(after) == before
    assert after.deleted_at is None
    assert after.version == made.version + 2, "to undo is a change of its own, and on record"
    assert waiting() == 0, "nobody is to act upon what was undone"


@pytest.fixture
def desk_cleared() -> ApiClient:
    a_label("internal")
    names = ("read", "write", "delete", "set_label")
    return client_of(
        an_actor_with(grants={f"tickets.{name}": Scope.ALL for name in names}, labels=["internal"])
    )


def test_what_somebody_has_changed_since_is_kept_and_told(desk: ApiClient) -> None:
    first, second = make_ticket(), make_ticket()
    done = ask(desk, {"priority": "P0"}, numbers=[first.number, second.number])
    desk.patch(f"/api/v1/tickets/{second.number}", {"priority": "P3"})
    back = undo(desk, done)
    assert (back["undone"], back["kept"]) == (1, 1)
    assert results(desk, back) == {
        first.number: ("undone", ""),
        second.number: ("kept", "changed_since"),
    }
    view = ticket(second.id)
    assert view is not None
    assert view.priority == "P3"


def test_ten_seconds_later_it_is_too_late(desk: ApiClient) -> None:
    at = now()
    with frozen_clock(at):
        done = ask(desk, {"priority": "P0"}, numbers=[make_ticket().number])
    with frozen_clock(at + timedelta(seconds=13)):
        answer = desk.post(f"{BULK}/{done['id']}/undo")
    assert (answer.status_code, answer.json()["code"]) == (409, "undo_time_over")


def test_who_gave_a_ticket_out_of_his_sight_may_take_that_back() -> None:
    narrow = narrow_to("hvac")
    made = make_ticket(team_id=a_team("hvac"))
    done = ask(narrow, {"team_id": str(a_team("finance"))}, numbers=[made.number])
    assert narrow.get(f"/api/v1/tickets/{made.number}").status_code == 404
    assert undo(narrow, done)["undone"] == 1
    assert narrow.get(f"/api/v1/tickets/{made.number}").status_code == 200


def test_a_cancelled_change_goes_no_further_and_can_be_undone(desk: ApiClient) -> None:
    made = [make_ticket() for _ in range(4)]
    asked = desk.post(BULK, {"numbers": [t.number for t in made], "change": {"priority": "P0"}}).json()
    run_portion(asked["id"], at=now(), size=2)
    stopped = desk.post(f"{BULK}/{asked['id']}/cancel").json()
    assert (stopped["state"], stopped["changed"]) == ("cancelled", 2)
    run_jobs("bulk")
    assert urgent(made) == 2
    assert [state for state, _ in results(desk, asked).values()] == ["changed"] * 2 + ["skipped"] * 2
    assert undo(desk, asked)["undone"] == 2
    assert urgent(made) == 0
    again = desk.post(f"{BULK}/{asked['id']}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "bulk_change_ended")


class Killed(BaseException):
    """The worker is gone."""


@pytest.mark.parametrize("place", ["before the note", "after the note"])
def test_a_worker_that_dies_at_any_portion_does_no_ticket_twice(
    desk: ApiClient, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    made = [make_ticket() for _ in range(7)]
    numbers = [t.number for t in made]
    asked = desk.post(BULK, {"numbers": numbers, "change": {"priority": "P0"}}).json()
    real = module._note if place == "before the note" else module._tell

    for portion in range(4):

        def dies(*args: Any, **named: Any) -> None:
            real(*args, **named)
            raise Killed

        with monkeypatch.context() as patched:
            patched.setattr(module, "_note" if place == "before the note" else "_tell", dies)
            with pytest.raises(Killed), transaction.atomic():
                module.run_portion(asked["id"], at=now(), size=2)
        assert BulkChange.objects.get(id=asked["id"]).changed == portion * 2
        module.run_portion(asked["id"], at=now(), size=2)
    run_jobs("bulk")
    found = desk.get(f"{BULK}/{asked['id']}").json()
    assert (found["state"], found["changed"]) == ("done", 7)
    for one in made:
        facts = [e for e in events.history(f"ticket:{one.id}") if e.name == "tickets.priority.changed"]
        assert len(facts) == 1


def test_a_job_that_was_lost_is_put_to_work_again_and_nothing_is_held_for_ever(desk: ApiClient) -> None:
    made = make_ticket()
    asked = desk.post(BULK, {"numbers": [made.number], "change": {"priority": "P0"}}).json()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    fire_timers(now() + timedelta(hours=1))
    run_jobs("bulk")
    assert desk.get(f"{BULK}/{asked['id']}").json()["state"] == "done"
    fire_timers(now() + timedelta(minutes=1))
    deliver_events()
    assert waiting() == 0


def test_the_history_forgets_after_a_month(desk: ApiClient) -> None:
    done = ask(desk, {"priority": "P0"}, numbers=[make_ticket().number])
    fire_timers(now() + timedelta(days=31))
    assert desk.get(f"{BULK}/{done['id']}").status_code == 404
