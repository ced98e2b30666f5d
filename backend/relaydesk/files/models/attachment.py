"""The row behind one attachment."""

from django.db import models

from relaydesk.platform.ids import uuid7


class Attachment(models.Model):
    """A file with its name and owner; the bytes lie in the blob store under `digest`.

    Without an owner it is an upload that only its uploader may read or attach.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    content_type = models.TextField()
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    inline = models.BooleanField(default=False)
    content_id = models.TextField(null=True)
    owner = models.TextField(null=True)
    uploader_kind = models.TextField()
    uploader_id = models.TextField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=0), name="files_attachment_size_not_negative"
            ),
        ]
        indexes = [
            models.Index("owner", "created_at", name="files_attachment_owner"),
            models.Index(
                "uploader_kind",
                "uploader_id",
                condition=models.Q(owner__isnull=True),
                name="files_attachment_pending",
            ),
        ]
