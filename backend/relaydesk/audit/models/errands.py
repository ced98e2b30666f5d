"""What the auditor has asked for: checks, and how long the record is kept. Exports are kept by `files`."""

from django.db import models


class Check(models.Model):
    """A check of the record; `state` is waiting or done, `report` what was found."""

    id = models.UUIDField(primary_key=True)
    asked_at = models.DateTimeField(db_index=True)
    state = models.TextField(default="waiting")
    intact = models.BooleanField(null=True)
    report = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_check"

    def __str__(self) -> str:
        return f"check {self.id}"


class Retention(models.Model):
    """How many days the record is kept: one row, never below 180 (网络安全法, art. 21)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    days = models.IntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "audit_retention"
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=180), name="audit_retention_180"),
            models.CheckConstraint(condition=models.Q(id=1), name="audit_retention_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.days} days"
