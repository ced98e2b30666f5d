"""Merges of tickets, each kept so that it can be undone."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7
from relaydesk.tickets.models.ticket import Ticket


class Merge(models.Model):
    """合并: the source points to the target from `at` until `undone_at`.

    `before` is what un-merging gives back to the source (status and instants); `watcher_ids` are the agents
    who came to the target by this merge.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    actor_name = models.TextField()
    before = models.JSONField()
    watcher_ids = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="tickets_merge_not_self"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at__isnull=True), name="tickets_merge_once_at_a_time"
            ),
        ]
        indexes = [models.Index("target", "at", name="tickets_merge_target")]
