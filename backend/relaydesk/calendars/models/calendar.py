"""Calendars, the days that differ from the weekly pattern, and the years known."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7


class Calendar(models.Model):
    """Working time 日历: a time zone and a weekly pattern `{"mon": [["09:00", "12:00"], …], …}`.

    `region` names whose public holidays its days follow ("CN"), or is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    timezone = models.CharField(max_length=60)
    weekly = models.JSONField()
    region = models.CharField(max_length=10, blank=True, default="")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="calendars_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day that differs: no intervals for a public holiday 节假日, its own for a make-up working day
    调休.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    name = models.CharField(max_length=120)
    intervals = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="calendars_day_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarYear(models.Model):
    """A year whose public holidays are entered: as announced, or provisionally."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    announced = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="calendars_year_once")]

    def __str__(self) -> str:
        return str(self.year)
