"""Second factors of an account."""

from django.db import models
from django.db.models import Q

from relaydesk.platform.ids import uuid7


class Factor(models.Model):
    """A time-based code (RFC 6238) or a passkey (W3C Web Authentication).

    A code's secret is sealed with the installation's key; `last_step` is the time step of the last code that
    was taken, so that none is taken twice. It counts from `confirmed_at` on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    sealed_secret = models.TextField(default="")
    last_step = models.BigIntegerField(default=0)
    credential_id = models.BinaryField(max_length=1023, null=True, unique=True)
    credential = models.BinaryField(null=True)
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["totp", "passkey"]), name="access_factor_kind")
        ]


class RecoveryCode(models.Model):
    """One of the ten codes that replace a lost factor; kept as a keyed hash and deleted when used."""

    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=40)


class Ceremony(models.Model):
    """A sign-in or a registration that has begun: what must come back, to whom it belongs, until when.

    The browser holds a random token of which only the SHA-256 is kept. `state` holds WebAuthn's challenge.
    """

    token_hash = models.BinaryField(max_length=32, primary_key=True)
    purpose = models.CharField(max_length=20)
    account = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    state = models.JSONField(default=dict)
    tries = models.SmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
