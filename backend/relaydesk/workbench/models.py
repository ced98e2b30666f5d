"""Who had a part in which ticket, kept by a follower of the record."""

from django.db import models

from relaydesk.workbench.contracts import PartKind


class Part(models.Model):
    """参与: an agent opened a ticket, or worked on it; `at` is when he did so last."""

    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in PartKind])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "agent", "kind"], name="workbench_part_once"),
        ]
        indexes = [models.Index("agent", "kind", "at", "ticket", name="workbench_part_newest")]
