"""A change of many tickets, and what became of each of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7


class BulkChange(models.Model):
    """What somebody asked for once, of a set of tickets that was fixed at that moment.

    `edits` is a `TicketEdits`; `selection` says how the set came about, for the history. `token_scopes` and
    `source` are those of the request, so that a worker may no more than it, and the record says whence it
    came. The states are in `rules/progress.py`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    token_scopes = ArrayField(models.TextField(), null=True)
    source = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    edits = models.JSONField()
    selection = models.JSONField(default=dict)
    state = models.TextField(default="waiting")
    total = models.IntegerField()
    changed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "bulk_change"
        indexes = [models.Index("account_id", "id", name="bulk_change_of_account")]

    def __str__(self) -> str:
        return f"bulk change {self.id}"


class BulkItem(models.Model):
    """One ticket of a change; `code` and `data` say why it was refused, `former` how it was before."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.IntegerField()
    ticket_id = models.BigIntegerField()
    number = models.TextField()
    state = models.TextField(default="waiting", db_default="waiting")
    code = models.TextField(default="", db_default="")
    data = models.JSONField(null=True)
    version = models.IntegerField(null=True)
    former = models.JSONField(null=True)

    class Meta:
        db_table = "bulk_item"
        constraints = [
            models.UniqueConstraint(fields=["change", "ticket_id"], name="bulk_item_once"),
            models.UniqueConstraint(fields=["change", "position"], name="bulk_item_position"),
        ]
        indexes = [
            models.Index("change", "state", "position", name="bulk_item_by_state"),
            models.Index("change", "position", condition=Q(state="waiting"), name="bulk_item_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.change_id}"
