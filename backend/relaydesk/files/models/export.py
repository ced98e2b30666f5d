"""The row behind one export: a sheet that somebody asked for, kept for some days."""

from django.db import models

from relaydesk.platform.ids import uuid7


class Export(models.Model):
    """A sheet on its way or kept; `state` is waiting, done, failed or expired.

    `kind` names whose export it is, for instance `audit.record`; `asked` is what it was asked with, as that
    module understands it. Only the account that asked may see or fetch it. `rows` counts while it is written.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.TextField()
    account_id = models.UUIDField()
    asked_at = models.DateTimeField()
    format = models.TextField()
    asked = models.JSONField(default=dict)
    state = models.TextField(default="waiting")
    rows = models.IntegerField(null=True)
    total = models.IntegerField(null=True)
    size = models.BigIntegerField(null=True)
    blob = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("account_id", "kind", "id", name="files_export_of_account")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
