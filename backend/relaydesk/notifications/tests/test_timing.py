"""When notices leave: quiet hours and digests, in the person's own time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from relaydesk.notifications.contracts import Digest
from relaydesk.notifications.rules.timing import Timing, due_at, held_until, quiet_end, zone_of

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MINUTES = some.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))
NIGHT = Timing(quiet_from=time(22), quiet_until=time(7, 30))


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def due(timing: Timing, at: datetime, *, gathers: bool = True, urgent: bool = False) -> datetime:
    return due_at(timing, SHANGHAI, at, gathers=gathers, urgent=urgent)


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("2026-11-24T21:59", None),
        ("2026-11-24T22:00", "2026-11-25T07:30"),
        ("2026-11-25T00:10", "2026-11-25T07:30"),
        ("2026-11-25T07:29", "2026-11-25T07:30"),
        ("2026-11-25T07:30", None),
    ],
)
def test_quiet_hours_past_midnight(at: str, ends: str | None) -> None:
    assert quiet_end(NIGHT, SHANGHAI, local(at)) == (local(ends) if ends else None)


def test_quiet_hours_within_one_day() -> None:
    noon = Timing(quiet_from=time(12), quiet_until=time(13))
    assert quiet_end(noon, SHANGHAI, local("2026-11-24T12:30")) == local("2026-11-24T13:00")
    assert quiet_end(noon, SHANGHAI, local("2026-11-24T13:00")) is None


def test_the_night_is_that_of_the_persons_own_zone() -> None:
    at = local("2026-11-24T15:00", BERLIN)  # 22:00 in Shanghai
    assert quiet_end(NIGHT, SHANGHAI, at) is not None
    assert quiet_end(NIGHT, BERLIN, at) is None


def test_a_digest_goes_at_the_next_full_hour_or_at_its_time_of_day() -> None:
    at = local("2026-11-24T10:20")
    assert due(Timing(digest=Digest.HOURLY), at) == local("2026-11-24T11:00")
    daily = Timing(digest=Digest.DAILY, daily_at=time(9))
    assert due(daily, at) == local("2026-11-25T09:00")
    assert due(daily, local("2026-11-24T08:59")) == local("2026-11-24T09:00")


def test_a_digest_that_falls_into_the_night_waits_for_its_end() -> None:
    hourly = Timing(digest=Digest.HOURLY, quiet_from=time(22), quiet_until=time(7, 30))
    assert due(hourly, local("2026-11-24T21:20")) == local("2026-11-25T07:30")


def test_a_push_knows_no_digest_but_the_night() -> None:
    hourly = Timing(digest=Digest.HOURLY, quiet_from=time(22), quiet_until=time(7, 30))
    assert due(hourly, local("2026-11-24T10:20"), gathers=False) == local("2026-11-24T10:20")
    assert due(hourly, local("2026-11-24T23:00"), gathers=False) == local("2026-11-25T07:30")


def test_what_is_urgent_breaks_through_only_by_choice() -> None:
    at = local("2026-11-24T23:00")
    assert due(NIGHT, at, urgent=True) == local("2026-11-25T07:30")
    willing = Timing(digest=Digest.DAILY, quiet_from=time(22), quiet_until=time(7), breaks_through=True)
    assert due(willing, at, urgent=True) == at
    assert held_until(willing, SHANGHAI, at, urgent=True) is None
    assert held_until(willing, SHANGHAI, at, urgent=False) == local("2026-11-25T07:00")


def test_the_hour_that_comes_twice_ends_a_night_once() -> None:
    # On 2026-10-25 at 03:00 clocks in Berlin go back to 02:00.
    night = Timing(quiet_from=time(22), quiet_until=time(7))
    assert quiet_end(night, BERLIN, local("2026-10-24T23:30", BERLIN)) == local("2026-10-25T07:00", BERLIN)
    hourly = Timing(digest=Digest.HOURLY)
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30, the first time
    assert due_at(hourly, BERLIN, at, gathers=True, urgent=False) == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_an_unknown_zone_is_that_of_the_house() -> None:
    assert zone_of("Mars/Olympus") == zone_of("Asia/Shanghai")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    at=some.integers(0, 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
    begins=MINUTES,
    ends=MINUTES,
    digest=some.sampled_from(Digest),
)
def test_nothing_leaves_in_quiet_hours_nor_waits_for_more_than_two_days(
    at: datetime, begins: time, ends: time, digest: Digest
) -> None:
    timing = Timing(digest=digest, quiet_from=begins, quiet_until=ends)
    leaves = due_at(timing, BERLIN, at, gathers=True, urgent=False)
    assert at <= leaves <= at + timedelta(hours=50)
    # The hour that a clock skips may be the very end of the night.
    if leaves.astimezone(BERLIN).utcoffset() == at.astimezone(BERLIN).utcoffset():
        assert quiet_end(timing, BERLIN, leaves) is None
