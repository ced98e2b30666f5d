import pytest
from django.db import connection

from relaydesk.access.testing import an_administrator, an_agent, client_of
from relaydesk.platform import clock, events, timers
from relaydesk.platform.tests.probes import SYSTEM, Unheard


def park(count: int) -> list[int]:
    ids = [
        events.record(Unheard(number=n), actor=SYSTEM, subject=f"probe:{n}", at=clock.now())[0]
        for n in range(count)
    ]
    with connection.cursor() as cursor:
        for number in ids:
            cursor.execute(
                "INSERT INTO platform_undelivered (event_id, subject, attempts, parked_at, error)"
                " VALUES (%s, 'probe', 10, clock_timestamp(), 'ValueError: as told')",
                [number],
            )
    return ids


@pytest.mark.django_db
def test_an_administrator_sees_parked_work_page_by_page_and_runs_it_again() -> None:
    client = client_of(an_administrator())
    ids = park(3)
    timers.set_timer(kind="probe.unknown", subject="a", due_at=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE platform_timer SET parked_at = clock_timestamp(), attempts = 10")
    first = client.get("/api/v1/deliveries?state=parked&limit=2").json()
    second = client.get(f"/api/v1/deliveries?limit=2&cursor={first['next_cursor']}").json()
    found = [item["id"] for item in first["items"] + second["items"]]
    assert found[0].startswith("timer:")
    assert found[1:] == [f"event:{number}" for number in reversed(ids)]
    assert second["next_cursor"] is None
    assert first["items"][1]["error"] == "ValueError: as told"
    assert client.post(f"/api/v1/deliveries/{found[1]}/retry").status_code == 204
    assert client.post(f"/api/v1/deliveries/{found[1]}/retry").status_code == 404
    assert len(client.get("/api/v1/deliveries").json()["items"]) == 3


@pytest.mark.django_db
def test_others_neither_see_nor_run_it() -> None:
    client = client_of(an_agent())
    assert client.get("/api/v1/deliveries").status_code == 403
    assert client.post("/api/v1/deliveries/event:1/retry").status_code == 403
