"""Replies that wait to be sent."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.replies.contracts import PlannedKind, PlannedState


class PlannedReply(models.Model):
    """计划中的回复: a public reply that a timer sends at `due_at`, in its author's name and with the rights
    of that moment.

    `seen_message` is the last public message before his eyes: a scheduled one is held when somebody writes
    after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.TextField(choices=[(k.value, k.value) for k in PlannedKind])
    state = models.TextField(choices=[(s.value, s.value) for s in PlannedState])
    reason = models.TextField(default="")
    body_html = models.TextField()
    attachments = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    set_status = models.TextField(null=True)
    seen_message = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "planned replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PlannedState]), name="replies_planned_state"
            ),
        ]
        indexes = [
            models.Index("ticket", "due_at", name="replies_planned_ticket"),
            models.Index("agent", "due_at", name="replies_planned_agent"),
        ]
