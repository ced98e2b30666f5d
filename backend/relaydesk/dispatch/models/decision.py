"""Decisions, the backlog, and what an agent can carry."""

from django.db import models
from django.db.models import F

from relaydesk.dispatch.contracts import Outcome, Strategy, Trigger
from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY
from relaydesk.platform.ids import uuid7


class AgentDuty(models.Model):
    """What an agent can carry and carries (in points), and when he last got a ticket.

    No row means the default capacity, nothing carried and never. `load` repeats
    `tickets.public.open_load` and is kept in the transaction of each change, for counting 100,000 open
    tickets at each decision would take longer than deciding; `actions.recount_loads` counts anew.
    """

    agent = models.OneToOneField("people.Agent", primary_key=True, on_delete=models.CASCADE, related_name="+")
    capacity = models.PositiveSmallIntegerField(default=DEFAULT_CAPACITY)
    load = models.IntegerField(default=0)
    last_assigned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.agent_id}: {self.load} of {self.capacity}"


class Decision(models.Model):
    """One decision 派单 with everybody who was looked at.

    `candidates` is a list of `[agent id, presence, load, capacity, eligible, reason codes]`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    strategy = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Strategy])
    trigger = models.CharField(max_length=20, choices=[(t.value, t.value) for t in Trigger])
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.CharField(max_length=40)
    chosen = models.ForeignKey(
        "people.Agent", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    candidates = models.JSONField()

    class Meta:
        indexes = [models.Index("ticket", "id", name="dispatch_decision_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.outcome}"


class BacklogEntry(models.Model):
    """A ticket that waits for somebody, drawn in order of priority, then due instant."""

    ticket = models.OneToOneField(
        "tickets.Ticket", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    priority = models.CharField(max_length=2)
    due_at = models.DateTimeField(null=True)
    since = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                "team", "priority", F("due_at").asc(nulls_last=True), "ticket", name="dispatch_backlog_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.ticket_id)
