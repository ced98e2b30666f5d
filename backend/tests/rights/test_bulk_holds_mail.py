"""What a bulk change would send to requesters waits until it can no longer be undone."""

from datetime import timedelta
from typing import Any

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import ApiClient, an_actor_with, client_of
from relaydesk.bulk.models import BulkChange
from relaydesk.channels.models import Outgoing
from relaydesk.platform.clock import now
from relaydesk.platform.testing import deliver_events, fire_timers, run_jobs
from relaydesk.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
BULK = "/api/v1/bulk-changes"


@pytest.fixture
def desk() -> ApiClient:
    return client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL}))


def solve(desk: ApiClient) -> dict[str, Any]:
    made = make_ticket()
    deliver_events()
    found: dict[str, Any] = desk.post(BULK, {"numbers": [made.number], "change": {"status": "solved"}}).json()
    run_jobs("bulk")
    deliver_events()
    return found


def surveys() -> int:
    return Outgoing.objects.filter(kind="survey").count()


def test_the_survey_leaves_when_the_time_to_undo_is_over(desk: ApiClient) -> None:
    asked = solve(desk)
    assert surveys() == 0
    until = BulkChange.objects.get(id=asked["id"]).undo_until
    assert until is not None
    fire_timers(until)
    deliver_events()
    assert surveys() == 1


def test_an_undone_solution_sends_no_survey_at_all(desk: ApiClient) -> None:
    asked = solve(desk)
    desk.post(f"{BULK}/{asked['id']}/undo")
    run_jobs("bulk")
    fire_timers(now() + timedelta(minutes=5))
    deliver_events()
    assert surveys() == 0
