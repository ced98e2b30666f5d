"""Addresses that do not exist any more."""

from django.db import models


class BouncedAddress(models.Model):
    """An address that answered one of our mails with a permanent failure: no automatic mail goes there."""

    address = models.CharField(max_length=320, primary_key=True)
    bounced_at = models.DateTimeField()
    status = models.CharField(max_length=20, default="")
    diagnostic = models.TextField(default="")
