"""The shipped public holidays agree with the library that they were taken from."""

import os
import re
import subprocess
import sys
from datetime import date

import holidays
import pytest

from relaydesk.calendars.rules.chinese_days import ANNOUNCED, DAYS, PROVISIONAL
from relaydesk.calendars.rules.coverage import CoverageWarning, warnings
from relaydesk.calendars.testing import microseconds_to_add_40_hours, office_hours

BRIDGE = re.compile(r"休息日（由 (\d{4}-\d\d-\d\d) 调休）")


def test_the_table_is_that_of_the_library() -> None:
    found = holidays.country_holidays("CN", years=[*ANNOUNCED, *PROVISIONAL], language="zh_CN")
    free = {day.isoformat() for day in found}
    working = {match[1] for name in found.values() if (match := BRIDGE.match(name))}
    assert {day for day, _, works in DAYS if not works} == free
    assert {day for day, _, works in DAYS if works} == working


def test_the_days_are_in_order_and_once() -> None:
    days = [day for day, _, _ in DAYS]
    assert days == sorted(set(days))


@pytest.mark.parametrize(("month", "expected"), [(10, ()), (11, (CoverageWarning(2027, "missing"),))])
def test_a_missing_next_year_warns_from_november_on(
    month: int, expected: tuple[CoverageWarning, ...]
) -> None:
    assert warnings("CN", {2026: "announced"}, date(2026, month, 1)) == expected


def test_a_provisional_year_warns_and_a_calendar_without_region_never() -> None:
    years = {2026: "announced", 2027: "provisional"}
    assert warnings("CN", years, date(2026, 12, 1)) == (CoverageWarning(2027, "provisional"),)
    assert warnings("", {}, date(2026, 12, 1)) == ()


def test_the_spring_festival_is_skipped_and_its_make_up_days_work() -> None:
    clock = office_hours(holidays=True)
    day = 24 * 60
    assert clock.minutes_between(_midnight("2026-02-16"), _midnight("2026-02-24")) == 0
    assert clock.minutes_between(_midnight("2026-02-14"), _midnight("2026-02-15")) == 480
    assert clock.minutes_between(_midnight("2026-02-28"), _midnight("2026-03-01")) == 480 < day


def test_the_microbenchmark_runs() -> None:
    assert microseconds_to_add_40_hours(repeat=200) > 0


def test_no_running_process_loads_the_library() -> None:
    code = "import django; django.setup(); import sys; sys.exit('holidays' in sys.modules)"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def _midnight(day: str):  # type: ignore[no-untyped-def]
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
