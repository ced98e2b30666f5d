"""Calendars over the API: what is seeded, what is refused, what a change does."""

from datetime import UTC, datetime

import pytest

from relaydesk.access.testing import an_administrator, an_agent, client_of
from relaydesk.calendars import public as calendars
from relaydesk.calendars.models import Calendar, CalendarYear
from relaydesk.platform import cache
from relaydesk.platform.events import history
from relaydesk.platform.testing import frozen_clock

pytestmark = pytest.mark.django_db


def path() -> str:
    return f"/api/v1/calendars/{Calendar.objects.get().id}"


def test_a_new_installation_knows_the_chinese_working_week_and_its_public_holidays() -> None:
    client = client_of(an_agent())
    found = client.get("/api/v1/calendars").json()["items"][0]
    assert (found["name"], found["timezone"], found["is_default"]) == ("标准工作日", "Asia/Shanghai", True)
    assert found["weekly"]["fri"] == [["09:00", "12:00"], ["13:00", "18:00"]]
    assert found["years"] == {"2025": "announced", "2026": "announced", "2027": "provisional"}
    days = {day["date"]: day for day in client.get(path(), {"year": 2026}).json()["days"]}
    assert (days["2026-10-01"]["name"], days["2026-10-01"]["working"]) == ("国庆节", False)
    assert (days["2026-10-10"]["name"], days["2026-10-10"]["working"]) == ("调休上班", True)
    assert "2025-10-01" not in days


def test_the_default_calendar_reckons_with_them() -> None:
    clock = calendars.default_calendar().clock
    before_the_feast = datetime(2026, 9, 30, 9, 30, tzinfo=UTC)
    assert clock.add_minutes(before_the_feast, 60) == datetime(2026, 10, 8, 1, 30, tzinfo=UTC)


def test_the_next_year_warns_from_november_until_it_is_marked_as_announced() -> None:
    client = client_of(an_administrator())
    with frozen_clock(datetime(2026, 10, 31, tzinfo=UTC)):
        assert client.get(path()).json()["warnings"] == []
    with frozen_clock(datetime(2026, 11, 22, tzinfo=UTC)):
        assert client.get(path()).json()["warnings"] == [{"year": 2027, "state": "provisional"}]
        assert client.put(f"{path()}/years/2027", {"announced": True}).json()["warnings"] == []
    with frozen_clock(datetime(2027, 11, 1, tzinfo=UTC)):
        assert client.get(path()).json()["warnings"] == [{"year": 2028, "state": "missing"}]
    assert CalendarYear.objects.get(year=2027).announced


def test_a_day_is_entered_and_removed_and_both_are_recorded() -> None:
    client = client_of(an_administrator())
    day = f"{path()}/days/2026-11-28"
    entered = client.put(day, {"name": "盘点", "intervals": [["10:00", "24:00"]]})
    assert entered.status_code == 200, entered.content
    cache.clear_all()
    saturday = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    assert calendars.default_calendar().clock.is_open(saturday)
    assert client.delete(day).status_code == 204
    assert client.delete(day).status_code == 404
    cache.clear_all()
    assert not calendars.default_calendar().clock.is_open(saturday)
    subject = f"calendar:{Calendar.objects.get().id}"
    assert [one.event.what for one in history(subject)] == ["day", "day"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"weekly": {}}, "weekly", "no_working_time"),
        ({"weekly": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}}, "weekly", "bad_pattern"),
        ({"weekly": {"mon": [["12:00", "09:00"]]}}, "weekly", "bad_pattern"),
        ({"timezone": "Mars/Olympus"}, "timezone", "bad_pattern"),
        ({"weekly": {"noday": []}}, "weekly.noday", "unknown_field"),
        ({"colour": "red"}, "colour", "unknown_field"),
    ],
)
def test_a_calendar_that_means_nothing_is_refused(change: dict[str, object], field: str, code: str) -> None:
    answer = client_of(an_administrator()).patch(path(), change)
    assert answer.status_code == 422, answer.content
    error = answer.json()["errors"][0]
    assert (error["field"], error["code"]) == (field, code)


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    assert client_of(an_administrator()).put(f"{path()}/days/{day}", {"name": "x"}).status_code == 422


def test_an_agent_reads_calendars_and_does_not_change_them() -> None:
    client = client_of(an_agent())
    assert client.get(path()).status_code == 200
    assert client.patch(path(), {"name": "x"}).status_code == 403
    assert client.put(f"{path()}/days/2026-11-28", {"name": "x"}).status_code == 403


def test_names_and_times_are_changed() -> None:
    answer = client_of(an_administrator()).patch(
        path(), {"name": "门店", "name_en": "Stores", "weekly": {"sat": [["00:00", "24:00"]]}}
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "门店")
    cache.clear_all()
    assert calendars.default_calendar().clock.definition.minutes_a_day == 1440
