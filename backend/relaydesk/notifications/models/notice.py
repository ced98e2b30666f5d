"""Lines of the list, and the ledger of what reaches whom by which channel."""

from django.db import models
from django.db.models import F, Q

from relaydesk.platform.ids import uuid7


class Notice(models.Model):
    """One line of an agent's list 通知: what happened on one ticket until he reads it, `count` facts in all.

    `kind` and `words` are of the latest fact.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    words = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "ticket"],
                condition=Q(read_at__isnull=True),
                name="notifications_unread_once",
            )
        ]
        indexes = [
            models.Index("agent", F("at").desc(), F("id").desc(), name="notifications_notice_list"),
            models.Index(
                "agent",
                F("at").desc(),
                F("id").desc(),
                condition=Q(read_at__isnull=True),
                name="notifications_notice_unread",
            ),
            models.Index("at", name="notifications_notice_age"),
        ]


class Delivery(models.Model):
    """One fact for one agent by one channel: there is never a second.

    `waiting` until `due_at`; `sending` while a push is on its way; in the end `sent`, `read` (he was
    quicker), `dropped` (he may not see it any more) or `failed`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    event_id = models.BigIntegerField()
    channel = models.TextField()
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    words = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    state = models.TextField()
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "event_id", "channel"], name="notifications_delivery_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "read", "dropped", "failed"]),
                name="notifications_delivery_state",
            ),
        ]
        indexes = [
            models.Index(
                "channel",
                "due_at",
                condition=Q(state__in=["waiting", "sending"]),
                name="notifications_delivery_due",
            ),
            models.Index(
                "agent",
                "channel",
                "due_at",
                condition=Q(state="waiting"),
                name="notifications_delivery_waiting",
            ),
            models.Index("made_at", name="notifications_delivery_age"),
        ]
