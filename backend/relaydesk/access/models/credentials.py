"""What proves that a request comes from an account."""

from importlib import import_module

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from relaydesk.platform.ids import uuid7


class Session(AbstractBaseSession):
    """A signed-in browser: Django's session row, with the account in a column of its own.

    The column lets one statement authenticate a request, and lets all sessions of an account end at once.
    """

    account = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # Whose screens this session looks at while its owner "views as" somebody else.
    viewing_as = models.ForeignKey(
        "access.Account", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        app_label = "access"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Where Django finds the engine."""
        engine: type = import_module(settings.SESSION_ENGINE).SessionStore
        return engine


class ApiToken(models.Model):
    """A personal token; only its SHA-256 is kept (CVE-2026-27637: random, stored hashed, revocable)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hash = models.BinaryField(max_length=32, unique=True)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)
    # Permissions that it is limited to; null for all that its account may do.
    scopes = ArrayField(models.TextField(), null=True)


class SignInFailure(models.Model):
    """A failed sign-in, kept for as long as it counts towards a lock.

    `subject` is a keyed hash of the address typed or of the source: neither is kept in the clear.
    """

    subject = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="access_failure_subject")]
