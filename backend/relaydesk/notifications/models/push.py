"""Browsers that take pushes, and the key of this installation."""

from django.db import models

from relaydesk.platform.ids import uuid7


class Subscription(models.Model):
    """One browser of one agent (RFC 8030). Who has its address can push: it is stored sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey("people.Agent", on_delete=models.CASCADE, related_name="+")
    session_id = models.UUIDField(null=True)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    host = models.CharField(max_length=255)
    device = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("session_id", name="notifications_subscr_session")]


class PushKey(models.Model):
    """The key pair by which this installation proves itself to push services (RFC 8292); one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    public = models.CharField(max_length=100)
    sealed_private = models.TextField()
    created_at = models.DateTimeField()
