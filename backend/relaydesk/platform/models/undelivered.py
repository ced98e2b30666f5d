"""What workers still have to deliver."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Undelivered(models.Model):
    """An event whose handlers have not all run: the outbox. Deleted in the handlers' transaction.

    `held_by` names what holds it back (see `events/holding.py`).
    """

    event_id = models.BigIntegerField(primary_key=True)
    subject = models.TextField()
    next_attempt_at = models.DateTimeField(db_default=Now())
    attempts = models.SmallIntegerField(default=0, db_default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    done_handlers = ArrayField(models.TextField(), default=list, db_default=[])
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(default="", db_default="")
    held_by = models.UUIDField(null=True)

    class Meta:
        db_table = "platform_undelivered"
        indexes = [
            models.Index(
                fields=["subject", "event_id"],
                name="platform_undelivered_head",
                condition=models.Q(parked_at__isnull=True),
            ),
            models.Index(
                fields=["event_id"],
                name="platform_undelivered_ready",
                condition=models.Q(parked_at__isnull=True, held_by__isnull=True),
            ),
            models.Index(
                fields=["held_by"],
                name="platform_undelivered_holder",
                condition=models.Q(held_by__isnull=False),
            ),
            models.Index(
                fields=["subject", "event_id"],
                name="platform_undelivered_held",
                condition=models.Q(held_by__isnull=False),
            ),
            models.Index(
                fields=["parked_at", "event_id"],
                name="platform_undelivered_parked",
                condition=models.Q(parked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.subject}"
