"""The working time left, as lists show it: the same as beside the ticket, whatever the calendars."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.access.testing import an_administrator, client_of
from relaydesk.calendars.testing import a_calendar_without_nights
from relaydesk.platform import cache
from relaydesk.platform.testing import frozen_clock
from relaydesk.sla.models import Policy, Stopwatch
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import TESTER, make_ticket

pytestmark = pytest.mark.django_db


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def rows_at(client: Any, at: datetime) -> dict[str, Any]:
    with frozen_clock(at):
        items = client.get("/api/v1/tickets").json()["items"]
    return {row["number"]: row["time_left"] for row in items}


@pytest.mark.parametrize(
    ("at", "minutes", "counting"),
    [
        ("06 17:50", 10, True),
        ("06 23:00", 0, False),
        ("07 12:00", 0, False),
    ],
)
def test_a_night_and_a_weekend_take_nothing_of_it(at: str, minutes: int, counting: bool) -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("06 17:00"), priority="P1")
    left = rows_at(client, local(at))[ticket.number]
    assert (left["minutes"], left["counting"]) == (minutes, counting)


def test_it_is_what_stands_beside_the_ticket_before_and_after_the_due_instant() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("02 09:00"), priority="P1")
    for text in ("02 09:00", "02 09:20:30", "02 10:00:40", "02 12:00", "03 11:00"):
        with frozen_clock(local(text)):
            shown = client.get(f"/api/v1/tickets/{ticket.number}").json()
        left = rows_at(client, local(text))[ticket.number]
        first = next(one for one in shown["stopwatches"] if one["measure"] == "first_response")
        assert left["minutes"] == first["remaining_minutes"] == shown["time_left"]["minutes"]


def test_a_ticket_without_a_running_stopwatch_has_none() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("02 09:00"))
    tickets.set_status(actor=TESTER, at=local("02 09:10"), ticket_id=ticket.id, status_key="waiting")
    assert rows_at(client, local("02 09:20"))[ticket.number] is None


def test_each_ticket_goes_by_the_calendar_of_its_policy_for_one_statement_more() -> None:
    client = client_of(an_administrator())
    daily = make_ticket(at=local("06 17:00"), priority="P1")
    nightly = make_ticket(at=local("06 17:00"), priority="P1")
    at = local("06 23:00")
    rows_at(client, at)
    with CaptureQueriesContext(connection) as before:
        rows_at(client, at)
    policy = Policy.objects.create(
        name="全天", calendar_id=a_calendar_without_nights(), targets={}, position=2
    )
    Stopwatch.objects.filter(ticket_id=nightly.id).update(policy=policy)
    cache.clear_all()
    rows_at(client, at)
    with CaptureQueriesContext(connection) as after:
        left = rows_at(client, at)
    assert (left[daily.number]["minutes"], left[nightly.number]["minutes"]) == (0, -300)
    assert (left[daily.number]["counting"], left[nightly.number]["counting"]) == (False, True)
    assert len(after) == len(before) + 1
