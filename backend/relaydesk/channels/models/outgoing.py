"""Mail on its way out."""

from django.db import models
from django.db.models import Q

from relaydesk.channels.contracts import OutgoingKind, OutgoingState
from relaydesk.platform.ids import uuid7


class Outgoing(models.Model):
    """One mail to one address. Its bytes are built from this row, the same at each try.

    A mail that is being sent stays `queued` with `due_at` in the future, so that it goes again when its
    sender died;
    an acknowledgement is marked `sending` before, and never goes twice. `dedupe_key` names what the mail is
    about, so that a handler that runs twice queues it once.
    `envelope` is whom its header names (contracts.Envelope), when it is not the address alone.
    `lease` fences a sender that was paused past its time (drill D5).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dedupe_key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OutgoingKind])
    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    message = models.ForeignKey(
        "tickets.Message", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    to_address = models.CharField(max_length=320)
    to_name = models.CharField(max_length=200, default="")
    from_name = models.CharField(max_length=200, default="")
    subject = models.CharField(max_length=600)
    body_html = models.TextField()
    body_text = models.TextField()
    automatic = models.BooleanField(default=False)
    in_reply_to = models.CharField(max_length=998, default="")
    references = models.TextField(default="")
    message_id_header = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in OutgoingState])
    attempts = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(default="")
    envelope = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(OutgoingState)), name="channels_outgoing_state"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(OutgoingKind)), name="channels_outgoing_kind"),
        ]
        indexes = [
            models.Index(
                "due_at", name="channels_outgoing_due", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index("message", name="channels_outgoing_message", condition=Q(message__isnull=False)),
            models.Index("ticket", name="channels_outgoing_ticket", condition=Q(ticket__isnull=False)),
            models.Index("created_at", name="channels_outgoing_automatic", condition=Q(automatic=True)),
            models.Index(fields=["to_address", "-created_at"], name="channels_outgoing_to"),
        ]
