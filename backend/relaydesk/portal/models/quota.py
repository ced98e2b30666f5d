"""How often something was done lately."""

from django.db import models


class Quota(models.Model):
    """One running window of one limit and one subject.

    `key` is a keyed hash, so that the table keeps neither network addresses nor mail addresses.
    """

    key = models.CharField(max_length=64, primary_key=True)
    window_started_at = models.DateTimeField()
    used = models.IntegerField()

    class Meta:
        indexes = [models.Index("window_started_at", name="portal_quota_window")]
        constraints = [
            models.CheckConstraint(condition=models.Q(used__gte=0), name="portal_quota_used_not_negative")
        ]
