"""Colleagues who follow a ticket."""

from django.db import models

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.models.ticket import Ticket


class Watcher(models.Model):
    """关注: an agent who wants to hear of a ticket. It gives no right: who cannot see it hears nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "agent"], name="tickets_watcher_once")]
        indexes = [models.Index("agent", "ticket", name="tickets_watcher_agent")]
