"""Requests that were sent under an `Idempotency-Key`, and the answers they had."""

from django.db import models


class IdempotencyKey(models.Model):
    """One key of one caller, kept for 24 hours; written by `platform.http.idempotency` only."""

    pk = models.CompositePrimaryKey("caller", "key")
    caller = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    fingerprint = models.BinaryField()
    created_at = models.DateTimeField(db_index=True)
    status = models.SmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()

    class Meta:
        app_label = "platform"
