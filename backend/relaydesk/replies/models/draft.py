"""What somebody has begun to write."""

from django.db import models

from relaydesk.platform.ids import uuid7
from relaydesk.replies.contracts import DraftKind


class Draft(models.Model):
    """草稿: one for each agent, ticket and kind; without a ticket it is a new ticket's form.

    Nobody but its agent reads it. `attachments` are his own uploads, kept from being forgotten while it
    lives. `version` counts each saving, so that two devices do not overwrite each other. `form` holds the
    fields of a new ticket.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=[(k.value, k.value) for k in DraftKind])
    body_html = models.TextField()
    attachments = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    form = models.JSONField(default=dict)
    seen_message = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "ticket", "kind"], nulls_distinct=False, name="replies_draft_one"
            ),
        ]
        indexes = [models.Index("agent", "updated_at", "id", name="replies_draft_of_agent")]
