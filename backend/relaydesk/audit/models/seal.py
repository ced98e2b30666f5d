"""The seals of the record."""

from typing import Any

from django.db import models

from relaydesk.platform.models.fields import Xid8Field


class MultirangeField(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's `int8multirange`; read and written by SQL alone."""

    def db_type(self, connection: Any) -> str:
        """Name the column type."""
        return "int8multirange"


class Seal(models.Model):
    """A batch of events with the hash of what they say; each seal holds the hash of the one before.

    `ids` are those of the batch; `rows` holds the first eight bytes of each row's hash and `xids` its
    transaction, both in order of id, so that a check can name the very row. `content` hashes the full hashes.
    """

    number = models.BigIntegerField(primary_key=True)
    first_xid = Xid8Field()
    first_id = models.BigIntegerField()
    last_xid = Xid8Field()
    last_id = models.BigIntegerField()
    count = models.IntegerField()
    ids = MultirangeField()
    rows = models.BinaryField()
    xids = models.BinaryField()
    content = models.BinaryField()
    previous = models.BinaryField()
    sha256 = models.BinaryField()
    made_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_seal"
        indexes = [
            models.Index(
                fields=["number"], name="audit_seal_kept", condition=models.Q(purged_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
