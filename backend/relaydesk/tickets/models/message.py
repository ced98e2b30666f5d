"""Messages and notes of a ticket."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.contracts import AuthorKind, Visibility
from relaydesk.tickets.models.ticket import Ticket


class Message(models.Model):
    """A message (消息, the requester may see it) or a note (内部备注, only staff). Written once, never
    changed.

    `external_id` is the intake's own name of the message; the same name is never stored twice. `recipients`
    holds the addresses `to`, `cc` and `bcc` to which it goes as well (contracts.Recipients). `origin` is the
    ticket to which it belongs, when that one is merged into `ticket`, which shows it meanwhile.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    visibility = models.TextField(choices=[(v.value, v.value) for v in Visibility])
    author_kind = models.TextField(choices=[(k.value, k.value) for k in AuthorKind])
    author_agent = models.ForeignKey(
        "people.Agent", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    author_contact = models.ForeignKey(
        "people.Contact", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    author_name = models.TextField()
    channel = models.TextField()
    automatic = models.BooleanField(default=False)
    body_html = models.TextField()
    body_text = models.TextField()
    quoted_html = models.TextField(null=True)
    created_at = models.DateTimeField()
    external_id = models.TextField(null=True)
    recipients = models.JSONField(null=True)
    origin = models.ForeignKey(Ticket, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=Q(external_id__isnull=False),
                name="tickets_message_external_id",
            ),
            # What staff think of a case can never be the requester's own words.
            models.CheckConstraint(
                condition=Q(visibility=Visibility.PUBLIC.value) | ~Q(author_kind=AuthorKind.CONTACT.value),
                name="tickets_message_note_by_staff",
            ),
        ]
        indexes = [
            models.Index("ticket", "created_at", "id", name="tickets_message_thread"),
            models.Index("origin", condition=Q(origin__isnull=False), name="tickets_message_origin"),
        ]


class Mention(models.Model):
    """Somebody was named in a note 提及; whoever is named can see the ticket at that moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "agent"], name="tickets_mention_once")]
        indexes = [
            models.Index("agent", "created_at", "id", name="tickets_mention_agent"),
            models.Index("ticket", name="tickets_mention_ticket"),
        ]
