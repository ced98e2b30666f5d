"""Ticket types and statuses: what administrators arrange and tickets refer to."""

from django.db import models

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.contracts import Category


class TicketType(models.Model):
    """工单类型: names the number pattern and the team that gets its tickets first.

    `moves` maps a status category to those it may move to; None stands for the usual table of
    rules/transitions.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.TextField()
    name = models.TextField()
    name_en = models.TextField()
    number_pattern = models.TextField(default="GD{yyyy}{mm}-{seq:5}")
    default_team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    moves = models.JSONField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="tickets_tickettype_key")]


class Status(models.Model):
    """状态: a free name and colour over one of six fixed categories; without a type it serves every type."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.TextField()
    name = models.TextField()
    name_en = models.TextField()
    color = models.TextField()
    category = models.TextField(choices=[(c.value, c.value) for c in Category])
    type = models.ForeignKey(TicketType, null=True, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "statuses"
        constraints = [
            models.UniqueConstraint(fields=["key", "type"], nulls_distinct=False, name="tickets_status_key"),
            models.CheckConstraint(
                condition=models.Q(category__in=[c.value for c in Category]), name="tickets_status_category"
            ),
        ]
