"""Refusals are recorded: what was asked for, by whom, from where; and a flood does not flood the record."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from relaydesk.access.actions.record_denial import PER_MINUTE, forget_counts
from relaydesk.access.testing import an_agent, client_of
from relaydesk.platform.testing import frozen_clock

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    forget_counts()
    yield
    forget_counts()


def denials() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_build_object('actor', actor_id, 'source', source) || payload FROM platform_event"
            " WHERE name = 'access.request.denied' ORDER BY id"
        )
        import json

        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def test_a_refusal_is_recorded_with_its_source() -> None:
    actor = an_agent()
    answer = client_of(actor).get("/api/v1/outbox", REMOTE_ADDR="192.0.2.9")
    assert answer.status_code == 403
    denied = denials()[-1]
    assert denied["actor"] == str(actor.agent_id)
    assert (denied["status"], denied["code"], denied["method"]) == (403, "forbidden", "GET")
    assert denied["source"]["ip"] == "192.0.2.9"
    assert denied["source"]["request"] == answer["X-Request-ID"]


def test_asking_for_a_ticket_that_one_cannot_see_is_recorded() -> None:
    answer = client_of(an_agent()).get("/api/v1/tickets/GD209901-00001")
    assert answer.status_code == 404
    assert denials()[-1]["names"] == {"number": "GD209901-00001"}


def test_a_flood_is_counted_and_not_recorded() -> None:
    client = client_of(an_agent())
    with frozen_clock(AT):
        for _ in range(PER_MINUTE + 7):
            client.get("/api/v1/tickets/GD209901-00001")
        assert len(denials()) == PER_MINUTE
    with frozen_clock(AT + timedelta(minutes=1)):
        client.get("/api/v1/tickets/GD209901-00001")
    assert denials()[-1]["untold"] == 7


def test_nobody_known_records_nothing() -> None:
    from relaydesk.access.testing import ApiClient

    assert ApiClient().get("/api/v1/tickets/GD209901-00001").status_code == 401
    assert denials() == []
