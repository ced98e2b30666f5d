"""What the auditor has asked for: exports, checks, and how long the record is kept."""

from django.db import models


class Export(models.Model):
    """An export of the record as a file; `state` is waiting, done or failed."""

    id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()
    asked_at = models.DateTimeField(db_index=True)
    format = models.TextField()
    filters = models.JSONField()
    state = models.TextField(default="waiting")
    rows = models.IntegerField(null=True)
    size = models.IntegerField(null=True)
    blob = models.TextField(default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_export"

    def __str__(self) -> str:
        return f"export {self.id}"


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
