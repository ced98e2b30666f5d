"""The append-only event log."""

from django.db import models
from django.db.models.functions import Now

from relaydesk.platform.models.fields import CurrentXid, Xid8Field


class Event(models.Model):
    """One fact. Rows are only ever added; a trigger refuses UPDATE and DELETE (migration 0001).

    `xid` is the transaction that wrote the row: followers read in (xid, id) order behind the oldest running
    transaction, because ids commit out of order.
    """

    id = models.BigAutoField(primary_key=True)
    xid = Xid8Field(db_default=CurrentXid(), editable=False)
    name = models.TextField()
    version = models.SmallIntegerField(default=1)
    subject = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.TextField(null=True)
    actor_name = models.TextField()
    at = models.DateTimeField()
    payload = models.JSONField()
    cause = models.BigIntegerField(null=True)
    depth = models.SmallIntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "platform_event"
        indexes = [
            models.Index(fields=["xid", "id"], name="platform_event_xid"),
            models.Index(fields=["subject", "id"], name="platform_event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name} {self.subject}"
