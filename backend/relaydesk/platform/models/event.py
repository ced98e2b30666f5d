"""The append-only event log."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Now

from relaydesk.platform.models.fields import CurrentXid, Xid8Field


class Event(models.Model):
    """One fact. Rows are only ever added; a trigger refuses UPDATE, DELETE and TRUNCATE (migration 0006).

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
    source = models.JSONField(null=True)

    class Meta:
        db_table = "platform_event"
        indexes = [
            models.Index(fields=["xid", "id"], name="platform_event_xid"),
            models.Index(fields=["subject", "id"], name="platform_event_subject"),
            models.Index(fields=["actor_id", "id"], name="platform_event_actor"),
            models.Index(
                fields=["name", "id"], name="platform_event_name", opclasses=["text_pattern_ops", "int8_ops"]
            ),
            models.Index(
                KeyTextTransform("ip", "source"),
                "id",
                name="platform_event_ip",
                condition=models.Q(source__isnull=False),
            ),
            BrinIndex(fields=["at"], name="platform_event_at", pages_per_range=16, autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name} {self.subject}"
