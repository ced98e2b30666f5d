"""Sensitivity labels, and who acts in whose place."""

from django.db import models
from django.db.models import F, Q

from relaydesk.platform.ids import uuid7


class Label(models.Model):
    """A sensitivity label 密级: what bears it is invisible without the clearance, whatever the role."""

    key = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    colour = models.CharField(max_length=7, default="#d4380d")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class StandIn(models.Model):
    """From when until when one account acts in another's place 代理; ended ones stay as a record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    absent = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+", db_index=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="access_standin_two_people"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="access_standin_span"),
        ]
        indexes = [models.Index(fields=["deputy", "valid_until"], name="access_standin_deputy")]
