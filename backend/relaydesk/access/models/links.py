"""Links that stand for a proof once: invitation, new password, first run."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7


class OneTimeLink(models.Model):
    """A link that was or will be sent; only the SHA-256 of its token is kept (CVE-2026-27637).

    `sealed_token` is the token under the installation's key until the mail has left, then nothing.
    A link without an account is the one of the first run.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=20)
    account = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    sealed_token = models.TextField(default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="set_up", account__isnull=True)
                | Q(purpose__in=["invitation", "reset"], account__isnull=False),
                name="access_link_purpose",
            )
        ]


class FormerPassword(models.Model):
    """The hash of a password that an account had, kept so that it is not taken again."""

    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()
