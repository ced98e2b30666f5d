"""Updates of a major issue that go to the requesters of all tickets under it."""

from django.db import models

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.models.ticket import Ticket


class Broadcast(models.Model):
    """群发进展: one message of an agent for many tickets, each in its own thread; done by a job."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    account_email = models.TextField()
    author_name = models.TextField()
    body_html = models.TextField()
    set_status = models.TextField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("ticket", "id", name="tickets_broadcast_ticket")]


class BroadcastLine(models.Model):
    """What became of a broadcast on one ticket: `waiting`, `sent`, or `refused` with the reason's code."""

    id = models.BigAutoField(primary_key=True)
    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.TextField(default="waiting")
    code = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "ticket"], name="tickets_broadcastline_once")
        ]
