"""Stopwatches: each convention in one sentence, and a model that counts minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.calendars.contracts import WorkingClock
from relaydesk.calendars.testing import office_hours
from relaydesk.sla.contracts import Measure, State
from relaydesk.sla.rules.stopwatch import Fact, FactKind, Figures, advance, derive, figures

OFFICE = office_hours()
PAUSES = frozenset({"waiting", "hold"})
FOUR_HOURS = timedelta(hours=4)


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def opened(text: str, category: str = "new") -> Fact:
    return Fact(local(text), FactKind.OPENED, "tickets.ticket.opened", category)


def status(text: str, category: str) -> Fact:
    return Fact(local(text), FactKind.STATUS, "tickets.status.changed", category)


def reply(text: str) -> Fact:
    return Fact(local(text), FactKind.AGENT_MESSAGE, "tickets.message.added")


def asks(text: str) -> Fact:
    return Fact(local(text), FactKind.REQUESTER_MESSAGE, "tickets.message.added")


def after(measure: Measure, *facts: Fact, now: str, target: timedelta = FOUR_HOURS) -> Figures:
    found = figures(derive(measure, facts, PAUSES), target, OFFICE, local(now))
    assert found is not None
    return found


def test_it_runs_from_the_opening_in_working_time() -> None:
    found = after(Measure.RESOLUTION, opened("02 11:00"), now="02 14:00")
    assert (found.state, found.due_at, found.elapsed) == (
        State.RUNNING,
        local("02 16:00"),
        timedelta(hours=2),
    )
    assert found.remind_at == local("02 15:12")


def test_a_public_reply_ends_the_first_response_and_reopening_does_not_start_it_again() -> None:
    facts = (opened("02 09:00"), reply("02 10:00"), status("02 11:00", "solved"), status("02 14:00", "open"))
    found = after(Measure.FIRST_RESPONSE, *facts, now="03 10:00")
    assert (found.state, found.completed_at, found.elapsed) == (
        State.DONE,
        local("02 10:00"),
        timedelta(hours=1),
    )


def test_a_ticket_solved_without_an_answer_ends_the_first_response_until_it_is_reopened() -> None:
    facts = (opened("02 09:00"), status("02 10:00", "solved"))
    assert after(Measure.FIRST_RESPONSE, *facts, now="02 18:00").state is State.DONE
    again = after(Measure.FIRST_RESPONSE, *facts, status("03 09:00", "open"), now="03 10:00")
    assert (again.state, again.elapsed) == (State.RUNNING, timedelta(hours=2))


def test_a_pause_moves_the_due_instant_by_its_working_time() -> None:
    facts = (opened("02 09:00"), status("02 10:00", "waiting"))
    assert after(Measure.RESOLUTION, *facts, now="02 17:00").due_at is None
    found = after(Measure.RESOLUTION, *facts, status("02 15:00", "open"), now="02 16:00")
    assert (found.due_at, found.elapsed) == (local("02 18:00"), timedelta(hours=2))


def test_resolution_stops_at_solved_and_goes_on_if_reopened() -> None:
    facts = (opened("02 09:00"), status("02 10:00", "solved"))
    done = after(Measure.RESOLUTION, *facts, now="05 10:00")
    assert (done.state, done.completed_at, done.due_at) == (State.DONE, local("02 10:00"), local("02 14:00"))
    again = after(Measure.RESOLUTION, *facts, status("03 09:00", "open"), now="03 10:00")
    assert (again.state, again.elapsed, again.due_at) == (
        State.RUNNING,
        timedelta(hours=2),
        local("03 12:00"),
    )


def test_used_up_at_closing_time_and_ended_in_the_evening_is_a_breach() -> None:
    found = after(Measure.RESOLUTION, opened("02 14:00"), status("02 20:00", "solved"), now="03 10:00")
    assert found.breached_at == local("02 18:00")


def test_ended_exactly_when_due_is_in_time() -> None:
    found = after(Measure.RESOLUTION, opened("02 09:00"), status("02 14:00", "solved"), now="03 10:00")
    assert (found.due_at, found.breached_at, found.remaining) == (local("02 14:00"), None, timedelta(0))


def test_a_breach_stays_when_it_is_ended_late() -> None:
    found = after(Measure.RESOLUTION, opened("02 09:00"), status("02 16:00", "solved"), now="03 10:00")
    assert (found.state, found.breached_at, found.remaining) == (
        State.DONE,
        local("02 14:00"),
        -timedelta(hours=2),
    )


def test_a_higher_target_takes_a_breach_back_and_keeps_the_time_spent() -> None:
    facts = (opened("02 09:00"), status("02 10:00", "waiting"), status("02 14:00", "open"))
    small = after(Measure.RESOLUTION, *facts, now="03 10:00", target=timedelta(hours=2))
    large = after(Measure.RESOLUTION, *facts, now="03 10:00", target=timedelta(hours=20))
    assert small.breached_at == local("02 15:00")
    assert large.breached_at is None
    assert small.elapsed == large.elapsed == timedelta(hours=6)


def test_next_response_begins_with_a_requesters_message_that_follows_an_agents() -> None:
    assert derive(Measure.NEXT_RESPONSE, [opened("02 09:00"), asks("02 09:30")], PAUSES).segments == ()
    facts = (opened("02 09:00"), reply("02 10:00"), asks("02 11:00"), asks("02 11:30"))
    found = after(Measure.NEXT_RESPONSE, *facts, now="02 14:00")
    assert (found.started_at, found.due_at) == (local("02 11:00"), local("02 16:00"))
    assert after(Measure.NEXT_RESPONSE, *facts, reply("02 14:00"), now="02 18:00").state is State.DONE


def test_each_segment_names_its_cause() -> None:
    track = derive(Measure.RESOLUTION, [opened("02 09:00"), status("02 10:00", "hold")], PAUSES)
    assert [(part.state, part.cause) for part in track.segments] == [
        (State.RUNNING, "tickets.ticket.opened"),
        (State.PAUSED, "tickets.status.changed"),
    ]


CATEGORIES = ["new", "open", "waiting", "hold", "solved", "closed"]
START = local("02 07:00")


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    at = START + timedelta(minutes=draw(st.integers(0, 600)))
    facts = [Fact(at, FactKind.OPENED, "0", draw(st.sampled_from(["new", "open"])))]
    for number in range(draw(st.integers(0, 7))):
        at += timedelta(minutes=draw(st.integers(0, 500)))
        kind = draw(st.sampled_from([FactKind.STATUS, FactKind.AGENT_MESSAGE, FactKind.REQUESTER_MESSAGE]))
        category = draw(st.sampled_from(CATEGORIES)) if kind is FactKind.STATUS else ""
        facts.append(Fact(at, kind, str(number + 1), category))
    return facts


def minute_by_minute(measure: Measure, facts: list[Fact], now: datetime, clock: WorkingClock) -> int:
    """The model: walk over every minute and ask whether it counts, with no segments and no arithmetic."""
    counted = 0
    at = facts[0].at
    while at < now:
        known = [fact for fact in facts if fact.at <= at]
        category = [fact.category for fact in known if fact.category][-1]
        answered = any(fact.kind is FactKind.AGENT_MESSAGE for fact in known)
        ended = category in ("solved", "closed") or (measure is Measure.FIRST_RESPONSE and answered)
        if not ended and category not in PAUSES and clock.is_open(at):
            counted += 1
        at += timedelta(minutes=1)
    return counted


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([Measure.FIRST_RESPONSE, Measure.RESOLUTION]), histories(), st.integers(0, 600))
def test_the_time_spent_is_that_of_counting_minute_by_minute(
    measure: Measure, facts: list[Fact], later: int
) -> None:
    now = facts[-1].at + timedelta(minutes=later)
    found = figures(derive(measure, facts, PAUSES), FOUR_HOURS, OFFICE, now)
    assert found is not None
    assert found.elapsed == timedelta(minutes=minute_by_minute(measure, facts, now, OFFICE))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Measure)), histories(), st.integers(0, 8))
def test_going_on_from_a_stored_track_equals_deriving_from_the_whole_history(
    measure: Measure, facts: list[Fact], cut: int
) -> None:
    track = derive(measure, facts[:cut], PAUSES)
    for fact in facts[cut:]:
        track = advance(track, fact, PAUSES)
    assert track == derive(measure, facts, PAUSES)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Measure)), histories())
def test_segments_follow_each_other_without_gap(measure: Measure, facts: list[Fact]) -> None:
    parts = derive(measure, facts, PAUSES).segments
    for earlier, later in pairwise(parts):
        assert earlier.end == later.start
        assert earlier.state is not later.state
    assert not parts or parts[-1].end is None


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(1, 900), st.integers(1, 900), st.integers(0, 900))
def test_another_target_keeps_the_time_spent_and_a_higher_one_is_never_due_earlier(
    facts: list[Fact], one: int, two: int, later: int
) -> None:
    low, high = sorted((one, two))
    now = facts[-1].at + timedelta(minutes=later)
    track = derive(Measure.RESOLUTION, facts, PAUSES)
    small, large = (figures(track, timedelta(minutes=minutes), OFFICE, now) for minutes in (low, high))
    assert small is not None
    assert large is not None
    assert small.elapsed == large.elapsed
    if small.due_at and large.due_at:
        assert small.due_at <= large.due_at
    if small.breached_at is None:
        assert large.breached_at is None


@pytest.mark.parametrize("measure", [Measure.FIRST_RESPONSE, Measure.RESOLUTION])
@settings(max_examples=60, deadline=None)
@given(facts=histories(), later=st.integers(0, 900))
def test_breached_exactly_when_the_due_instant_passed_before_the_end(
    measure: Measure, facts: list[Fact], later: int
) -> None:
    now = facts[-1].at + timedelta(minutes=later)
    found = figures(derive(measure, facts, PAUSES), FOUR_HOURS, OFFICE, now)
    assert found is not None
    if found.elapsed > FOUR_HOURS:
        assert found.breached_at is not None
    if found.breached_at is not None:
        assert found.elapsed >= FOUR_HOURS
