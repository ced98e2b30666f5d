"""What came in, kept raw before anything is made of it."""

from django.db import models
from django.db.models import Q

from relaydesk.channels.contracts import IntakeState
from relaydesk.platform.ids import uuid7


class Intake(models.Model):
    """One delivery by one channel: the ledger of everything that was acknowledged.

    `external_key` names it within its channel (for mail a hash of Message-ID and content), so the same
    delivery
    twice is one row. `raw` is the blob of the original bytes. `due_at` is when a worker may take it
    (again): a claim
    pushes it on, and whoever finds it moved since has lost his claim.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=40)
    external_key = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    envelope = models.JSONField(default=dict)
    raw = models.CharField(max_length=64)
    size = models.IntegerField()
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in IntakeState], default="received"
    )
    sender = models.CharField(max_length=320, default="")
    subject = models.CharField(max_length=500, default="")
    message_id_header = models.CharField(max_length=998, default="")
    reason = models.CharField(max_length=60, default="")
    error = models.TextField(default="")
    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    message = models.ForeignKey(
        "tickets.Message", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("channel", "external_key", name="channels_intake_once"),
            models.CheckConstraint(condition=Q(state__in=list(IntakeState)), name="channels_intake_state"),
        ]
        indexes = [
            models.Index("due_at", name="channels_intake_due", condition=Q(state="received")),
            models.Index(fields=["state", "-id"], name="channels_intake_state_newest"),
            models.Index("message", name="channels_intake_message", condition=Q(message__isnull=False)),
            models.Index("ticket", name="channels_intake_ticket", condition=Q(ticket__isnull=False)),
        ]
