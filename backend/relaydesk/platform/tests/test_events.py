from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.platform import clock, events, stuck
from relaydesk.platform.events import registry
from relaydesk.platform.events.codec import decode, encode
from relaydesk.platform.testing import deliver_events
from relaydesk.platform.tests.probes import SYSTEM, Probed, Unheard


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Rich(events.Event):
    name: ClassVar[str] = "platform.rich.happened"
    text: str
    number: int
    ratio: float
    flag: bool
    missing: str | None
    at: datetime
    key: UUID
    colour: Colour
    places: tuple[str, ...]
    changes: dict[str, tuple[str | None, str | None]]


@pytest.fixture
def seen() -> Iterator[list[int]]:
    """Handler of `Probed` that remembers the numbers it saw."""
    numbers: list[int] = []

    @events.handler(Probed, name="test.seen")
    def react(delivered: events.Delivered) -> None:
        numbers.append(delivered.event.number)

    yield numbers
    registry.unregister("test.seen")


@given(
    st.builds(
        Rich,
        text=st.text(),
        number=st.integers(-(2**53), 2**53),
        ratio=st.floats(allow_nan=False, allow_infinity=False),
        flag=st.booleans(),
        missing=st.none() | st.text(),
        at=st.datetimes(timezones=st.just(UTC)),
        key=st.uuids(),
        colour=st.sampled_from(Colour),
        places=st.lists(st.text()).map(tuple),
        changes=st.dictionaries(st.text(), st.tuples(st.none() | st.text(), st.none() | st.text())),
    )
)
def test_an_event_survives_the_way_to_json_and_back(event: Rich) -> None:
    assert decode(Rich.name, 1, encode(event)) == event


def test_a_fact_of_a_later_release_can_still_be_read() -> None:
    unknown = decode("later.thing.happened", 3, {"a": 1})
    assert unknown == events.UnknownEvent(name="later.thing.happened", version=3, payload={"a": 1})
    assert isinstance(decode(Rich.name, 9, {"text": 5}), events.UnknownEvent)


def test_an_event_class_needs_a_proper_and_free_name() -> None:
    with pytest.raises(TypeError):
        type("Nameless", (events.Event,), {})
    with pytest.raises(TypeError):
        type("Thief", (events.Event,), {"name": Rich.name})


def test_recording_outside_a_transaction_is_refused(committed: None) -> None:
    with pytest.raises(RuntimeError):
        events.record(Probed(number=1), actor=SYSTEM, subject="probe:1", at=clock.now())


@pytest.mark.django_db
def test_recording_costs_one_statement_and_only_heard_events_are_queued(
    seen: list[int], django_assert_num_queries: type
) -> None:
    with django_assert_num_queries(1):
        ids = events.record(
            Probed(number=1),
            Unheard(number=2),
            Probed(number=3),
            actor=SYSTEM,
            subject="probe:1",
            at=clock.now(),
        )
    assert ids == sorted(ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM platform_undelivered ORDER BY 1")
        assert [row[0] for row in cursor.fetchall()] == [ids[0], ids[2]]


@pytest.mark.django_db
def test_history_tells_what_happened_to_one_subject() -> None:
    at = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    agent = events.ActorRef(kind="agent", id="a1", name="李雷")
    events.record(Probed(number=1), Unheard(number=2), actor=agent, subject="probe:1", at=at)
    events.record(Probed(number=9), actor=SYSTEM, subject="probe:2", at=at)
    told = events.history("probe:1")
    assert [(d.event, d.actor, d.at) for d in told] == [
        (Probed(number=1), agent, at),
        (Unheard(number=2), agent, at),
    ]
    assert events.history("probe:1", after=told[0].id) == told[1:]
    assert events.history("probe:1", names=[Probed.name]) == told[:1]
    assert events.history("probe:1", newest_first=True, limit=1) == told[1:]
    assert events.events_by_id([told[1].id]) == {told[1].id: told[1]}


@pytest.mark.django_db
def test_the_log_refuses_to_be_changed() -> None:
    events.record(Unheard(number=1), actor=SYSTEM, subject="probe:1", at=clock.now())
    for statement in ("UPDATE platform_event SET name = 'x'", "DELETE FROM platform_event"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.django_db
def test_events_of_one_subject_arrive_in_order(seen: list[int]) -> None:
    for number in range(60):
        events.record(Probed(number=number), actor=SYSTEM, subject=f"probe:{number % 2}", at=clock.now())
    deliver_events()
    assert [n for n in seen if n % 2 == 0] == list(range(0, 60, 2))
    assert [n for n in seen if n % 2 == 1] == list(range(1, 60, 2))


@pytest.mark.django_db
def test_what_a_handler_records_knows_its_cause_and_an_endless_chain_stops_where_one_sees_it() -> None:
    @events.handler(Probed, name="test.loop")
    def again(delivered: events.Delivered) -> None:
        events.record(
            Probed(number=delivered.event.number + 1), actor=SYSTEM, subject=delivered.subject, at=clock.now()
        )

    try:
        events.record(Probed(number=0), actor=SYSTEM, subject="probe:1", at=clock.now())
        deliver_events_quietly()
    finally:
        registry.unregister("test.loop")
    told = events.history("probe:1")
    assert [d.depth for d in told] == list(range(events.MAX_DEPTH + 2))
    assert [d.cause for d in told[1:]] == [d.id for d in told[:-1]]
    [parked] = stuck.parked()
    assert (parked.id, parked.error) == (f"event:{told[-1].id}", "chain too deep")


def deliver_events_quietly() -> None:
    from relaydesk.platform.events.delivery import deliver_batch

    while deliver_batch():
        pass
