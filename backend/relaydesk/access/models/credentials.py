"""What proves that a request comes from an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from relaydesk.platform.ids import uuid7


class Session(models.Model):
    """A signed-in browser.

    `session_key` is a keyed hash of what the cookie says, so that whoever reads the table has no session
    (CVE-2024-50339). `expire_date` is the absolute end; the idle end follows from `last_seen_at` and the
    sign-in policy. `proved_at` is when a password or a factor was last shown; changing credentials asks for
    a recent one (CVE-2025-32359). `second_factor` tells whether more than a password was shown.
    """

    session_key = models.CharField(max_length=40, primary_key=True)
    id = models.UUIDField(default=uuid7, unique=True, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    expire_date = models.DateTimeField(db_index=True)
    second_factor = models.BooleanField(default=False)
    method = models.CharField(max_length=20, default="password")
    # The identity provider that vouched, by its id: signing out may sign out there too.
    provider = models.CharField(max_length=36, blank=True, default="")
    source = models.CharField(max_length=45, blank=True, default="")
    browser = models.CharField(max_length=80, blank=True, default="")
    # Whose screens this session looks at while its owner "views as" somebody else.
    viewing_as = models.ForeignKey(
        "access.Account", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )


class ApiToken(models.Model):
    """A token; only its SHA-256 is kept (CVE-2026-27637: random, stored hashed, revocable).

    A personal one belongs to an account alone; one of an OAuth client belongs to a grant besides.
    `scopes` narrows what it may do to these permissions; null leaves all that the account may.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hash = models.BinaryField(max_length=32, unique=True)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey("access.OAuthGrant", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    scopes = ArrayField(models.TextField(), null=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)


class SignInFailure(models.Model):
    """Something that is counted towards a lock or a brake: failed sign-ins, requests for a new password.

    `subject` is a keyed hash of the address typed or of the source: neither is kept in the clear.
    """

    subject = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="access_failure_subject")]
