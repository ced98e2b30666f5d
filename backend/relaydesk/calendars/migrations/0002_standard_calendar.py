"""The calendar that a new installation works by: 标准工作日, with the Chinese public holidays known so far."""

from django.db import migrations

from relaydesk.calendars.rules.chinese_days import ANNOUNCED, DAYS, PROVISIONAL

OFFICE = [["09:00", "12:00"], ["13:00", "18:00"]]
LAST_YEAR = 2027


def seed(apps, schema_editor):
    calendar = apps.get_model("calendars", "Calendar").objects.create(
        name="标准工作日",
        name_en="Standard working days",
        timezone="Asia/Shanghai",
        weekly={day: OFFICE for day in ("mon", "tue", "wed", "thu", "fri")},
        region="CN",
        is_default=True,
    )
    day = apps.get_model("calendars", "CalendarDay")
    day.objects.bulk_create(
        day(calendar=calendar, date=date, name=name, intervals=OFFICE if works else [])
        for date, name, works in DAYS
        if int(date[:4]) <= LAST_YEAR
    )
    year = apps.get_model("calendars", "CalendarYear")
    years = {**dict.fromkeys(PROVISIONAL, False), **dict.fromkeys(ANNOUNCED, True)}
    year.objects.bulk_create(
        year(calendar=calendar, year=number, announced=announced)
        for number, announced in sorted(years.items())
        if number <= LAST_YEAR
    )


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
