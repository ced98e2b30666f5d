"""The conventions of business time, one sentence each, and their algebra."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.calendars.rules.business_time import BusinessTime, TooFar, business_time
from relaydesk.calendars.rules.working_time import (
    BadPattern,
    Interval,
    NoWorkingTime,
    WorkingTime,
    format_day,
    parse_day,
    parse_weekly,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = parse_weekly(
    {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
)
FREE: tuple[Interval, ...] = ()


def local(text: str, zone: str = "Asia/Shanghai", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def office(**days: tuple[Interval, ...]) -> BusinessTime:
    special = tuple(
        (date.fromisoformat(key.strip("d").replace("_", "-")), value) for key, value in days.items()
    )
    return business_time(WorkingTime("Asia/Shanghai", OFFICE, special))


def every_day(start: str, end: str, zone: str) -> BusinessTime:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return business_time(WorkingTime(zone, parse_weekly({name: [[start, end]] for name in names})))


def test_the_lunch_break_does_not_count() -> None:
    assert office().add_minutes(local("2026-03-02 11:30"), 60) == local("2026-03-02 13:30")


def test_an_instant_outside_working_time_counts_from_the_next_opening() -> None:
    assert office().add_minutes(local("2026-03-01 10:00"), 15) == local("2026-03-02 09:15")


def test_a_target_used_up_at_closing_time_is_due_at_closing_time() -> None:
    assert office().add_minutes(local("2026-03-06 17:00"), 60) == local("2026-03-06 18:00")
    assert office().add_minutes(local("2026-03-06 11:00"), 60) == local("2026-03-06 12:00")


def test_one_microsecond_more_falls_into_the_next_opening() -> None:
    late = office().add(local("2026-03-06 17:00"), timedelta(minutes=60, microseconds=1))
    assert late == local("2026-03-09 09:00") + timedelta(microseconds=1)


def test_a_target_of_zero_is_due_at_once_if_open_else_at_the_next_opening() -> None:
    assert office().add_minutes(local("2026-03-02 10:00"), 0) == local("2026-03-02 10:00")
    assert office().add_minutes(local("2026-03-02 12:00"), 0) == local("2026-03-02 13:00")
    assert office().next_opening(local("2026-03-06 18:00")) == local("2026-03-09 09:00")


def test_intervals_are_half_open() -> None:
    assert office().is_open(local("2026-03-02 09:00"))
    assert not office().is_open(local("2026-03-02 12:00"))
    assert not office().is_open(local("2026-03-01 10:00"))


def test_a_public_holiday_is_free_and_a_make_up_day_works() -> None:
    calendar = office(d2026_10_01=FREE, d2026_10_02=FREE, d2026_10_10=parse_day([["09:00", "12:00"]]))
    assert calendar.add_minutes(local("2026-09-30 17:30"), 60) == local("2026-10-05 09:30")
    assert calendar.add_minutes(local("2026-10-09 17:30"), 60) == local("2026-10-10 09:30")
    assert calendar.minutes_between(local("2026-10-10 00:00"), local("2026-10-11 00:00")) == 180


def test_an_interval_may_end_at_midnight_and_joins_the_next_day() -> None:
    always = every_day("00:00", "24:00", "Asia/Shanghai")
    assert always.add_minutes(local("2026-03-02 23:30"), 60) == local("2026-03-03 00:30")
    assert always.is_open(local("2026-03-03 00:00"))


def test_days_are_working_days_of_the_calendars_own_length_and_hours_are_working_hours() -> None:
    calendar = office()
    assert calendar.days(3) == timedelta(hours=24)
    assert calendar.add(local("2026-03-02 09:00"), calendar.days(3)) == local("2026-03-04 18:00")
    assert calendar.add(local("2026-03-02 09:00"), timedelta(hours=24)) == local("2026-03-04 18:00")


def test_the_hour_that_spring_skips_is_not_counted() -> None:
    night = every_day("01:00", "04:00", "America/New_York")
    assert night.minutes_between(local("2026-03-08 00:00", "UTC"), local("2026-03-09 00:00", "UTC")) == 120


def test_an_opening_inside_the_skipped_hour_opens_when_the_clock_has_jumped() -> None:
    night = every_day("02:30", "04:00", "America/New_York")
    begin = local("2026-03-08 06:00", "UTC")
    assert night.next_opening(begin) == local("2026-03-08 03:00", "America/New_York")
    assert night.minutes_between(begin, begin + timedelta(hours=6)) == 60


def test_the_hour_that_autumn_repeats_counts_twice() -> None:
    night = every_day("00:00", "03:00", "America/New_York")
    assert night.minutes_between(local("2026-11-01 04:00", "UTC"), local("2026-11-01 12:00", "UTC")) == 240


def test_a_repeated_half_hour_is_open_each_time_it_is_inside_the_interval() -> None:
    night = every_day("01:30", "02:30", "America/New_York")
    midnight = local("2026-11-01 00:00", "America/New_York")
    assert night.minutes_between(midnight, midnight + timedelta(hours=6)) == 90
    assert not night.is_open(local("2026-11-01 01:10", "America/New_York", fold=1))


def test_a_date_that_a_country_skipped_has_no_working_time() -> None:
    apia = every_day("09:00", "17:00", "Pacific/Apia")
    assert (
        apia.minutes_between(
            local("2011-12-29 12:00", "Pacific/Apia"), local("2011-12-31 12:00", "Pacific/Apia")
        )
        == 480
    )


def test_a_calendar_without_working_time_is_refused() -> None:
    with pytest.raises(NoWorkingTime):
        WorkingTime("Asia/Shanghai", (FREE,) * 7)


@pytest.mark.parametrize(
    "bad",
    [
        [["09:00"]],
        [["9:00", "10:00"]],
        [["10:00", "09:00"]],
        [["09:00", "24:01"]],
        [["09:00", "12:00"], ["11:00", "13:00"]],
    ],
)
def test_a_pattern_that_means_nothing_is_refused(bad: list[list[str]]) -> None:
    with pytest.raises(BadPattern):
        parse_day(bad)


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(BadPattern):
        WorkingTime("Mars/Olympus", OFFICE)


def test_working_time_cannot_be_added_backwards_or_beyond_a_century() -> None:
    with pytest.raises(ValueError, match="backwards"):
        office().add_minutes(local("2026-03-02 09:00"), -1)
    with pytest.raises(TooFar):
        office().add(local("2026-03-02 09:00"), timedelta(days=40_000))


def test_a_day_is_written_as_it_was_read() -> None:
    texts = [["00:00", "08:30"], ["22:00", "24:00"]]
    assert format_day(parse_day(texts)) == texts


@st.composite
def days(draw: st.DrawFn) -> tuple[Interval, ...]:
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    if len(marks) % 2:
        marks.pop()
    return tuple(Interval(low * 15, high * 15) for low, high in zip(marks[::2], marks[1::2], strict=True))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessTime:
    zone = draw(
        st.sampled_from(["Asia/Shanghai", "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
    )
    weekly = draw(st.lists(days(), min_size=7, max_size=7).filter(any))
    special = draw(st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 4, 15)), days(), max_size=4))
    return BusinessTime(WorkingTime(zone, tuple(weekly), tuple(sorted(special.items()))))


SPRING, AUTUMN = datetime(2026, 3, 1), datetime(2026, 11, 15)  # noqa: DTZ001 - the strategy adds the zone
instants = st.datetimes(SPRING, AUTUMN, timezones=st.just(UTC))
amounts = st.timedeltas(timedelta(0), timedelta(hours=90))


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, amounts)
def test_adding_and_then_measuring_gives_what_was_added(
    calendar: BusinessTime, start: datetime, amount: timedelta
) -> None:
    assert calendar.between(start, calendar.add(start, amount)) == amount


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, amounts)
def test_no_earlier_instant_would_do(calendar: BusinessTime, start: datetime, amount: timedelta) -> None:
    due = calendar.add(start, amount)
    if amount and due > start:
        assert calendar.between(start, due - timedelta(microseconds=1)) < amount


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, amounts, amounts)
def test_more_work_is_never_due_earlier(
    calendar: BusinessTime, start: datetime, one: timedelta, two: timedelta
) -> None:
    low, high = sorted((one, two))
    assert calendar.add(start, low) <= calendar.add(start, high)


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(instants, min_size=3, max_size=3))
def test_stretches_add_up(calendar: BusinessTime, marks: list[datetime]) -> None:
    marks.sort()
    assert sum((calendar.between(a, b) for a, b in pairwise(marks)), timedelta(0)) == calendar.between(
        marks[0], marks[2]
    )


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, amounts)
def test_the_answer_is_open_or_exactly_a_closing(
    calendar: BusinessTime, start: datetime, amount: timedelta
) -> None:
    due = calendar.add(start, amount)
    assert calendar.is_open(due) or calendar.is_open(due - timedelta(microseconds=1))
    if not amount:
        assert calendar.is_open(due)


@settings(max_examples=25, deadline=None)
@given(calendars(), instants, st.integers(1, 72))
def test_counting_quarter_hours_one_by_one_agrees(
    calendar: BusinessTime, start: datetime, hours: int
) -> None:
    start = start.replace(minute=0, second=0, microsecond=0)
    quarters = [start + timedelta(minutes=15 * step) for step in range(4 * hours)]
    zone, weekly = ZoneInfo(calendar.definition.timezone), calendar.definition.weekly
    special = dict(calendar.definition.days)

    def counts(at: datetime) -> bool:
        here = at.astimezone(zone)
        minute = here.hour * 60 + here.minute
        day = special.get(here.date(), weekly[here.weekday()])
        return any(part.start <= minute < part.end for part in day)

    expected = sum(15 for quarter in quarters if counts(quarter))
    assert calendar.minutes_between(start, start + timedelta(hours=hours)) == expected
