"""Policies, and the stopwatches of tickets."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.sla.contracts import Measure, State


class Policy(models.Model):
    """A policy 时效策略: targets in working minutes by measure and priority, a calendar, and what pauses it.

    `targets` is `{"first_response": {"P0": 15, …}, …}`; a measure or priority left out is not measured.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    calendar = models.ForeignKey("calendars.Calendar", on_delete=models.PROTECT, related_name="+")
    targets = models.JSONField()
    pauses = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Stopwatch(models.Model):
    """One measure of one ticket 计时, derived from its history; `segments` are the stretches and their
    causes.

    The instants repeat what `rules.stopwatch.figures` finds under the present target and calendar, so that
    they can be indexed; the row is written only together with the ticket's change. The two `told` flags
    say that the event of a reminder or breach is recorded, so that it is recorded once.
    """

    pk = models.CompositePrimaryKey("ticket_id", "measure")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    measure = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Measure])
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", db_index=False)
    priority = models.CharField(max_length=2)
    target_minutes = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    category = models.CharField(max_length=10)
    answered = models.BooleanField(default=False)
    segments = models.JSONField(default=list)
    reminder_told = models.BooleanField(default=False)
    breach_told = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DONE.value, completed_at__isnull=False)
                | (~Q(state=State.DONE.value) & Q(completed_at__isnull=True)),
                name="sla_stopwatch_completed_at",
            )
        ]
        indexes = [
            models.Index("due_at", condition=Q(state=State.RUNNING.value), name="sla_stopwatch_due"),
            models.Index(
                "policy", "ticket", condition=~Q(state=State.DONE.value), name="sla_stopwatch_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.measure}"
