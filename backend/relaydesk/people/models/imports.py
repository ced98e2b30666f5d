"""Sheets that were given to us."""

from django.db import models

from relaydesk.platform.ids import uuid7


class PeopleImport(models.Model):
    """A sheet with its preview; its bytes are kept until it is applied, a week at most.

    While a job writes it, `done` says how many lines are written, by a connection of its own; `refusal` is
    the code of why nothing was written.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10)
    counts = models.JSONField()
    errors = models.JSONField()
    made_by = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(db_index=True)
    applied_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=40, default="")
