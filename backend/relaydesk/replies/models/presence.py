"""Who is at a ticket."""

from django.db import models

from relaydesk.platform.ids import uuid7


class Onlooker(models.Model):
    """Somebody who has a ticket open, and what he writes there: a short-lived row that his screen renews.

    `writing` is "", "reply" or "note".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+")
    writing = models.TextField(default="")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "agent"], name="replies_onlooker_once"),
        ]
        indexes = [models.Index("seen_at", name="replies_onlooker_seen")]
