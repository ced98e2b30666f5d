"""What work on a ticket costs, and what is still to do in it."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.models.ticket import Ticket


class TimeEntry(models.Model):
    """工时: minutes that an agent spent on a ticket."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.PROTECT, related_name="+", db_index=False)
    minutes = models.PositiveIntegerField()
    activity = models.TextField()
    note = models.TextField(default="")
    billable = models.BooleanField(default=False)
    spent_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="tickets_timeentry_minutes"
            )
        ]
        indexes = [models.Index("ticket", "id", name="tickets_timeentry_ticket")]


class CostLine(models.Model):
    """费用: an item used or bought for a ticket. `unit_price` is in the currency's own unit, two decimals."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.TextField()
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    added_by = models.ForeignKey("people.Agent", on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="tickets_costline_quantity")]
        indexes = [models.Index("ticket", "id", name="tickets_costline_ticket")]


class Todo(models.Model):
    """待办事项 inside a ticket, in an order of the agents' own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.TextField()
    assignee = models.ForeignKey(
        "people.Agent", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    place = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("ticket", "place", "id", name="tickets_todo_ticket"),
            models.Index(
                "assignee", "due_on", "id", condition=Q(done_at__isnull=True), name="tickets_todo_open"
            ),
        ]
