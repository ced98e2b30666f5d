"""The tickets of an export, fixed when it was asked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ExportSet(models.Model):
    """Ids in the order of the list; the export itself is kept by `files`. Gone once it is written."""

    export_id = models.UUIDField(primary_key=True)
    ticket_ids = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "bulk_export_set"

    def __str__(self) -> str:
        return f"tickets of {self.export_id}"
