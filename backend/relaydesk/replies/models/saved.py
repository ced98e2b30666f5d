"""Saved replies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.replies.contracts import Sharing


class SavedReply(models.Model):
    """快捷回复: words that are used again, with places that are filled from the ticket (Liquid, limited).

    `bodies` maps a language to its HTML; the requester's language decides which is taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.TextField()
    shortcut = models.TextField(default="")
    folder = models.TextField(default="")
    tags = ArrayField(models.TextField(), default=list)
    bodies = models.JSONField()
    sharing = models.TextField(choices=[(s.value, s.value) for s in Sharing])
    owner = models.ForeignKey("people.Agent", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "saved replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(sharing=Sharing.TEAM.value, team__isnull=False)
                | (~Q(sharing=Sharing.TEAM.value) & Q(team__isnull=True)),
                name="replies_savedreply_team",
            ),
        ]
        indexes = [models.Index("title", "id", name="replies_savedreply_order")]
