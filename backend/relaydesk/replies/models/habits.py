"""How an agent likes to write and read."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.replies.contracts import MOST_UNDO_SECONDS, UNDO_SECONDS, AfterSend


class Habits(models.Model):
    """An agent's own settings; who has no row has the usual ones."""

    agent = models.OneToOneField("people.Agent", primary_key=True, on_delete=models.CASCADE, related_name="+")
    after_send = models.TextField(
        choices=[(a.value, a.value) for a in AfterSend], default=AfterSend.NEXT.value
    )
    undo_seconds = models.PositiveSmallIntegerField(default=UNDO_SECONDS)

    class Meta:
        verbose_name_plural = "habits"
        constraints = [
            models.CheckConstraint(
                condition=Q(undo_seconds__lte=MOST_UNDO_SECONDS), name="replies_habits_undo"
            ),
        ]


class TrustedSender(models.Model):
    """In this contact's mails the agent lets pictures of other servers be loaded, always."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "contact"], name="replies_trustedsender_once"),
        ]
